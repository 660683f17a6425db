# style.gp: page, fonts, colours and texts of every chart.                          gnuplot >= 5.4
#
# The program writes a complete script: assignments and data blocks, this file, axes.gp where the
# kind has axes, then the kind's template. The picture goes to standard output; no path is in here.
#
# Lengths are design units (du) from the page's top left corner; a slide is 1600 x 900 du.
#   FORMAT      "svg", "png", "pdf", "eps" or "sixel"
#   PAGE_W, PAGE_H       page, du        PNG_SCALE  pixels a du        PDF_MM  its width on paper, mm
#   FONT, FONT_CHINESE   families           THEME      "light", "dark" or "print"
#   C_PAPER … ON_SERIES[]                the theme's colours (src/output/palette.c), '#RRGGBB'
#   MARGIN, BAR_W, BAR_H, BAR_Y          the page's margin and the accent bar above the title
#   LEFT, RIGHT, TOP, BOTTOM             the plot's box, du
#   SIZE_BODY, SIZE_LABEL, SIZE_NOTE     text heights, du
#   TEXTS       how many texts; each has TEXT[i], TEXT_X[i], TEXT_Y[i] (du, vertical centre),
#               TEXT_SIZE[i] (du), TEXT_ALIGN[i] (-1 starts at x, 0 centred, 1 ends at x),
#               TEXT_BOLD[i], TEXT_COLOUR[i] (an index of INKS below), TEXT_CHINESE[i] (the family),
#               TEXT_ANGLE[i] (degrees, anticlockwise)
#   BLOCKS, BLOCK_X0[] BLOCK_Y0[] BLOCK_X1[] BLOCK_Y1[]   rectangles behind all, du
#   RULES, RULE_X0[] RULE_Y0[] RULE_X1[] RULE_Y1[]        straight lines, du, each with
#               RULE_STYLE[i]: 1 grid, 2 axis, 3 target, 4 mean (dotted), 5 context, 6 target over the data

reset
set encoding utf8
set decimalsign '.'
set datafile separator whitespace
set datafile missing 'NaN'

# FONT_K: font units a du; POINT_K: size of a point that is 1 in cairo. cairo's font unit is 1/96 in,
# svg's is the pixel, and svg's points follow the terminal's font size.
# Lines and points are made for text of 20 to 24 du; on smaller and larger pages they change with it.
LINE_K = SIZE_BODY < 20 ? SIZE_BODY/20.0 : SIZE_BODY > 24 ? SIZE_BODY/24.0 : 1.0
if (FORMAT eq 'png') {
  set terminal pngcairo noenhanced size PAGE_W*PNG_SCALE,PAGE_H*PNG_SCALE fontscale PNG_SCALE \
      linewidth PNG_SCALE*LINE_K pointscale PNG_SCALE*LINE_K butt background rgb C_PAPER font FONT.',16'
  FONT_K = 0.75; POINT_K = 1.0
} else { if (FORMAT eq 'svg') {
  set terminal svg noenhanced size PAGE_W,PAGE_H dynamic butt linewidth LINE_K \
      background rgb C_PAPER font FONT.',12' name 'chart'
  FONT_K = 1.0; POINT_K = 0.68*LINE_K
} else { if (FORMAT eq 'pdf') {
  PDF_K = PDF_MM/25.4*72.0/PAGE_W      # points a du; a pdfcairo line of width 1 is half a point
  set terminal pdfcairo noenhanced size (PDF_MM/25.4),(PDF_MM/25.4*PAGE_H/PAGE_W) \
      fontscale PDF_K linewidth PDF_K*2.0*LINE_K pointscale PDF_K*LINE_K butt background rgb C_PAPER \
      font FONT.',16'
  FONT_K = 0.75; POINT_K = 1.0
} else { if (FORMAT eq 'eps') {
  PDF_K = PDF_MM/25.4*72.0/PAGE_W
  set terminal epscairo noenhanced size (PDF_MM/25.4),(PDF_MM/25.4*PAGE_H/PAGE_W) \
      fontscale PDF_K linewidth PDF_K*2.0*LINE_K pointscale PDF_K*LINE_K butt background rgb C_PAPER \
      font FONT.',16'
  FONT_K = 0.75; POINT_K = 1.0
} else { if (FORMAT eq 'sixel') {
  if (!strstrt(' '.GPVAL_TERMINALS.' ', ' sixelgd ')) {
    exit error 'this gnuplot has no terminal sixelgd; install one built with libgd'
  }
  set terminal sixelgd truecolor noenhanced size PAGE_W*PNG_SCALE,PAGE_H*PNG_SCALE \
      fontscale PNG_SCALE linewidth PNG_SCALE*LINE_K butt background rgb C_PAPER font FONT.',16'
  FONT_K = 0.75; POINT_K = PNG_SCALE*LINE_K
} else { exit error 'style.gp: FORMAT is none of svg, png, pdf, eps, sixel' } } } } }

# what TEXT_COLOUR counts: 1 text, 2 muted, 3 target, 4..9 series 1..6, 10..15 panels 1..6, 16 median,
# 17 gain, 18 loss, 19 paper, 20..25 on a bar of series 1..6, 26 on a gain, 27 on a loss
array INKS[27] = [C_TEXT, C_MUTED, C_TARGET, \
  SERIES_T[1], SERIES_T[2], SERIES_T[3], SERIES_T[4], SERIES_T[5], SERIES_T[6], \
  PANEL_T[1], PANEL_T[2], PANEL_T[3], PANEL_T[4], PANEL_T[5], PANEL_T[6], \
  C_MEDIAN, C_GAIN_T, C_LOSS_T, C_PAPER, \
  ON_SERIES[1], ON_SERIES[2], ON_SERIES[3], ON_SERIES[4], ON_SERIES[5], ON_SERIES[6], \
  C_ON_GAIN, C_ON_LOSS]

# what curves count: 1..6 series, 7..12 panels, 13 the only one
array CURVE_C[13] = [SERIES_C[1], SERIES_C[2], SERIES_C[3], SERIES_C[4], SERIES_C[5], SERIES_C[6], \
  PANEL_C[1], PANEL_C[2], PANEL_C[3], PANEL_C[4], PANEL_C[5], PANEL_C[6], C_MEDIAN]

# arrow styles of RULE_STYLE; 9: the target's line, as 3. svg's dashes come out twice as long as cairo's
DASH_K = FORMAT eq 'svg' ? 0.5 : 1.0
set dashtype 2 (9*DASH_K,5*DASH_K)
set style arrow 1 nohead lw 1.3 lc rgb C_GRID back
set style arrow 2 nohead lw 1.8 lc rgb C_AXIS back
set style arrow 3 nohead lw 2.4 dt (14*DASH_K,7*DASH_K) lc rgb C_TARGET back
set style arrow 4 nohead lw 1.6 dt (3*DASH_K,4*DASH_K) lc rgb C_MUTED front
set style arrow 5 nohead lw 1.6 lc rgb C_CONTEXT back
set style arrow 6 nohead lw 2.4 dt (14*DASH_K,7*DASH_K) lc rgb C_TARGET front
set style arrow 9 nohead lw 2.4 dt (14*DASH_K,7*DASH_K) lc rgb C_TARGET back

# --- helpers ----------------------------------------------------------------------------------------
screen_x(x) = x/(PAGE_W*1.0)
screen_y(y) = 1.0 - y/(PAGE_H*1.0)
# "Family Bold,size" is read alike by cairo and svg, "Family:Bold" is not; gd reads only the latter
face(size, heavy, chinese) = sprintf('%s%s,%.2f', chinese ? FONT_CHINESE : FONT, \
                                     heavy ? (FORMAT eq 'sixel' ? ':bold' : ' Bold') : '', size*FONT_K)
rgb(text) = int('0x'.text[2:7])

# --- the page: no frame, no key, no tics of gnuplot's own -------------------------------------------
unset key; unset border; unset xtics; unset ytics
set style fill solid 1.0 noborder
set lmargin at screen screen_x(LEFT); set rmargin at screen screen_x(RIGHT)
set tmargin at screen screen_y(TOP); set bmargin at screen screen_y(BOTTOM)
set object 9001 rectangle from screen screen_x(MARGIN),screen_y(BAR_Y+BAR_H) \
    to screen screen_x(MARGIN+BAR_W),screen_y(BAR_Y) fc rgb C_TARGET fs solid noborder front
do for [i=1:BLOCKS] {
  set object 7000+i rectangle from screen screen_x(BLOCK_X0[i]),screen_y(BLOCK_Y1[i]) \
      to screen screen_x(BLOCK_X1[i]),screen_y(BLOCK_Y0[i]) fc rgb C_SHADE fs solid noborder behind
}
# what is behind the data is painted in the order of tags: the grid first, the target last
do for [i=1:RULES] {
  set arrow 8000+RULE_STYLE[i]*1000+i from screen screen_x(RULE_X0[i]),screen_y(RULE_Y0[i]) \
      to screen screen_x(RULE_X1[i]),screen_y(RULE_Y1[i]) as RULE_STYLE[i]
}
do for [i=1:TEXTS] {
  if (TEXT_ALIGN[i] < 0) { set label 9000+i TEXT[i] at screen screen_x(TEXT_X[i]),screen_y(TEXT_Y[i]) \
      left font face(TEXT_SIZE[i],TEXT_BOLD[i],TEXT_CHINESE[i]) \
      tc rgb INKS[TEXT_COLOUR[i]] front rotate by TEXT_ANGLE[i] }
  if (TEXT_ALIGN[i] == 0) { set label 9000+i TEXT[i] at screen screen_x(TEXT_X[i]),screen_y(TEXT_Y[i]) \
      center font face(TEXT_SIZE[i],TEXT_BOLD[i],TEXT_CHINESE[i]) \
      tc rgb INKS[TEXT_COLOUR[i]] front rotate by TEXT_ANGLE[i] }
  if (TEXT_ALIGN[i] > 0) { set label 9000+i TEXT[i] at screen screen_x(TEXT_X[i]),screen_y(TEXT_Y[i]) \
      right font face(TEXT_SIZE[i],TEXT_BOLD[i],TEXT_CHINESE[i]) \
      tc rgb INKS[TEXT_COLOUR[i]] front rotate by TEXT_ANGLE[i] }
}
