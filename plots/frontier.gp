# frontier.gp: how far one quantity goes with another.
#   $frontier    x, y, lower and upper edge of the band (du), a data set for each piece of a line
#                between two gaps
#   PIECES       how many;  COLOUR[] the series' colour of each, 1 .. 6
#   DOTS         1: points are shown
#   $crossings   x, y of where a line crosses the target, y of the base line (du)
# Drawn in du over the whole page.

set lmargin at screen 0; set rmargin at screen 1; set tmargin at screen 1; set bmargin at screen 0
set xrange [0:PAGE_W]
set yrange [PAGE_H:0]
plot for [i=PIECES:1:-1] $frontier index i-1 using 1:3:4 with filledcurves fc rgb SERIES_L[COLOUR[i]], \
     $crossings using 1:2:(0):($3-$2) with vectors nohead lw 2 dt (4*DASH_K,4*DASH_K) lc rgb C_TARGET, \
     for [i=PIECES:1:-1] $frontier index i-1 using 1:2 with lines lw 8 lc rgb C_PAPER, \
     for [i=PIECES:1:-1] $frontier index i-1 using 1:2 with lines lw 5 lc rgb SERIES_C[COLOUR[i]], \
     for [i=PIECES:1:-1] $frontier index i-1 using 1:2 with points pt 7 ps 2.0*POINT_K*DOTS \
         lc rgb C_PAPER, \
     for [i=PIECES:1:-1] $frontier index i-1 using 1:2 with points pt 7 ps 1.5*POINT_K*DOTS \
         lc rgb SERIES_C[COLOUR[i]], \
     $crossings using 1:2 with points pt 7 ps 2.5*POINT_K lc rgb C_TARGET, \
     $crossings using 1:2 with points pt 7 ps 1.5*POINT_K lc rgb C_PAPER
