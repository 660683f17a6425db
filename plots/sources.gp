# sources.gp: what income consists of, in the base year and at the horizon: two columns a panel, and
# between them what each part becomes.
#   $columns   a part a row: panel, part, income in the base year, at the horizon, then in du: left,
#              right, top, bottom of its piece of the first column, and of the second; series colour
#   $links     a part a data set: x, lower, upper edge of the band between its pieces, du
#   LINKS, LINK_COLOUR[]   how many, and their series colours
# Drawn in du over the whole page, so that all panels are one plot.

set lmargin at screen 0; set rmargin at screen 1; set tmargin at screen 1; set bmargin at screen 0
set xrange [0:PAGE_W]
set yrange [PAGE_H:0]
plot for [i=1:LINKS] $links index i-1 using 1:2:3 with filledcurves lc rgb SERIES_L[LINK_COLOUR[i]], \
     $columns using 5:8:5:6:8:7:(rgb(SERIES_C[int($13)])) with boxxyerror lc rgb variable fs solid 1.0 noborder, \
     $columns using 9:12:9:10:12:11:(rgb(SERIES_C[int($13)])) with boxxyerror lc rgb variable fs solid 1.0 noborder, \
     $columns using 5:7:($6-$5):(0) with vectors nohead lw 2 lc rgb C_PAPER, \
     $columns using 9:11:($10-$9):(0) with vectors nohead lw 2 lc rgb C_PAPER
