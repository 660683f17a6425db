# style.gp: page, fonts, colours and texts of every chart.                          gnuplot >= 5.4
#
# The program writes a complete script: assignments and data blocks, this file, axes.gp where the
# kind has axes, then the kind's template. The picture goes to standard output; no path is in here.
#
# Lengths are design units (du) from the page's top left corner; a slide is 1600 x 900 du.
#   FORMAT      "svg", "png" or "pdf"
#   PAGE_W, PAGE_H       page, du        PNG_SCALE  pixels a du        PDF_MM  width of the PDF, mm
#   FONT, FONT_CHINESE   families           GREY       1: greyscale palette
#   MARGIN, BAR_W, BAR_H, BAR_Y          the page's margin and the accent bar above the title
#   LEFT, RIGHT, TOP, BOTTOM             the plot's box, du
#   SIZE_BODY, SIZE_LABEL, SIZE_NOTE     text heights, du
#   TEXTS       how many texts; each has TEXT[i], TEXT_X[i], TEXT_Y[i] (du, vertical centre),
#               TEXT_SIZE[i] (du), TEXT_ALIGN[i] (-1 starts at x, 0 centred, 1 ends at x),
#               TEXT_BOLD[i], TEXT_COLOUR[i] (an index of INKS below), TEXT_CHINESE[i] (the family)

reset
set encoding utf8
set decimalsign '.'
set datafile separator whitespace
set datafile missing 'NaN'

# FONT_K: font units a du; POINT_K: size of a point that is 1 in cairo. cairo's font unit is 1/96 in,
# svg's is the pixel, and svg's points follow the terminal's font size.
if (FORMAT eq 'png') {
  set terminal pngcairo noenhanced size PAGE_W*PNG_SCALE,PAGE_H*PNG_SCALE fontscale PNG_SCALE \
      linewidth PNG_SCALE pointscale PNG_SCALE butt background rgb '#FFFFFF' font FONT.',16'
  FONT_K = 0.75; POINT_K = 1.0
} else { if (FORMAT eq 'svg') {
  set terminal svg noenhanced size PAGE_W,PAGE_H dynamic butt linewidth 1.0 \
      background rgb '#FFFFFF' font FONT.',12' name 'chart'
  FONT_K = 1.0; POINT_K = 0.68
} else { if (FORMAT eq 'pdf') {
  PDF_K = PDF_MM/25.4*72.0/PAGE_W      # points a du; a pdfcairo line of width 1 is half a point
  set terminal pdfcairo noenhanced size (PDF_MM/25.4),(PDF_MM/25.4*PAGE_H/PAGE_W) \
      fontscale PDF_K linewidth PDF_K*2.0 pointscale PDF_K butt background rgb '#FFFFFF' \
      font FONT.',16'
  FONT_K = 0.75; POINT_K = 1.0
} else { exit error 'style.gp: FORMAT is none of svg, png, pdf' } } }

# --- colours: lightness 13 32 42 53 61 77 on white, so that the order survives a grey printer ------
C_TEXT = '#1B2430'; C_MUTED = '#5A6570'; C_GRID = '#E2E6EA'; C_AXIS = '#3B4550'
C_TARGET = '#B3261E'; C_PAPER = '#FFFFFF'
if (GREY) {
  C_TARGET = '#000000'
  array SERIES_C[6] = ['#1C1C1C', '#5E5E5E', '#7E7E7E', '#939393', '#B4B4B4', '#474747']
  array SERIES_T[6] = ['#1C1C1C', '#333333', '#333333', '#333333', '#333333', '#333333']
  array PANEL_C[6] = ['#333333', '#8A8A8A', '#5E5E5E', '#474747', '#1C1C1C', '#7E7E7E']
  array PANEL_T[6] = ['#333333', '#333333', '#333333', '#333333', '#1C1C1C', '#333333']
  array PANEL_L[6] = ['#CFCFCF', '#DADADA', '#D4D4D4', '#CFCFCF', '#C8C8C8', '#DADADA']
} else {
  # ink, blue, vermilion, teal, amber, plum; _T: twins dark enough for text (4.5:1)
  array SERIES_C[6] = ['#14213D', '#1C64B0', '#D9542B', '#12A594', '#F0B440', '#7A2E6B']
  array SERIES_T[6] = ['#14213D', '#1C64B0', '#B8401B', '#0A766A', '#946200', '#7A2E6B']
  # regions: urban blue, rural ochre, then series colours; _L: the pale bar behind the dots
  array PANEL_C[6] = ['#1C64B0', '#C77700', '#12A594', '#7A2E6B', '#14213D', '#D9542B']
  array PANEL_T[6] = ['#1C64B0', '#945500', '#0A766A', '#7A2E6B', '#14213D', '#B8401B']
  array PANEL_L[6] = ['#B9D1EA', '#F2D3A2', '#B5E2DC', '#DBC2D6', '#BFC4CF', '#F5CBBD']
}
# what TEXT_COLOUR counts: 1 text, 2 muted, 3 target, 4..9 series 1..6, 10..15 panels 1..6
array INKS[15] = [C_TEXT, C_MUTED, C_TARGET, \
  SERIES_T[1], SERIES_T[2], SERIES_T[3], SERIES_T[4], SERIES_T[5], SERIES_T[6], \
  PANEL_T[1], PANEL_T[2], PANEL_T[3], PANEL_T[4], PANEL_T[5], PANEL_T[6]]

# arrow style 9: the line of the target; svg's dashes come out twice as long as cairo's
if (FORMAT eq 'svg') { set style arrow 9 nohead lw 2.4 dt (7,3.5) lc rgb C_TARGET back } \
else { set style arrow 9 nohead lw 2.4 dt (14,7) lc rgb C_TARGET back }

# --- helpers ----------------------------------------------------------------------------------------
screen_x(x) = x/(PAGE_W*1.0)
screen_y(y) = 1.0 - y/(PAGE_H*1.0)
# "Family Bold,size" is read alike by cairo and svg; "Family:Bold" is not
face(size, heavy, chinese) = sprintf('%s%s,%.2f', chinese ? FONT_CHINESE : FONT, \
                                     heavy ? ' Bold' : '', size*FONT_K)
rgb(text) = int('0x'.text[2:7])

# --- the page: no frame, no key, no tics of gnuplot's own -------------------------------------------
unset key; unset border; unset xtics; unset ytics
set style fill solid 1.0 noborder
set lmargin at screen screen_x(LEFT); set rmargin at screen screen_x(RIGHT)
set tmargin at screen screen_y(TOP); set bmargin at screen screen_y(BOTTOM)
set object 9001 rectangle from screen screen_x(MARGIN),screen_y(BAR_Y+BAR_H) \
    to screen screen_x(MARGIN+BAR_W),screen_y(BAR_Y) fc rgb C_TARGET fs solid noborder front
do for [i=1:TEXTS] {
  if (TEXT_ALIGN[i] < 0) { set label 9000+i TEXT[i] at screen screen_x(TEXT_X[i]),screen_y(TEXT_Y[i]) \
      left font face(TEXT_SIZE[i],TEXT_BOLD[i],TEXT_CHINESE[i]) \
      tc rgb INKS[TEXT_COLOUR[i]] front }
  if (TEXT_ALIGN[i] == 0) { set label 9000+i TEXT[i] at screen screen_x(TEXT_X[i]),screen_y(TEXT_Y[i]) \
      center font face(TEXT_SIZE[i],TEXT_BOLD[i],TEXT_CHINESE[i]) \
      tc rgb INKS[TEXT_COLOUR[i]] front }
  if (TEXT_ALIGN[i] > 0) { set label 9000+i TEXT[i] at screen screen_x(TEXT_X[i]),screen_y(TEXT_Y[i]) \
      right font face(TEXT_SIZE[i],TEXT_BOLD[i],TEXT_CHINESE[i]) \
      tc rgb INKS[TEXT_COLOUR[i]] front }
}
