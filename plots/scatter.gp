# scatter.gp: elementary effects: mean absolute effect across, standard deviation upwards.
#   $effects   x, y, left and right end of the mean's interval (du)
#   $guides    x0, y0, x1, y1 (du): where the spread is the mean, and half of it
# Drawn in du over the whole page, so that all panels are one plot.

set lmargin at screen 0; set rmargin at screen 1; set tmargin at screen 1; set bmargin at screen 0
set xrange [0:PAGE_W]
set yrange [PAGE_H:0]
plot $guides using 1:2:($3-$1):($4-$2) with vectors nohead lw 1.6 dt (3*DASH_K,4*DASH_K) \
         lc rgb C_CONTEXT, \
     $effects using 3:2:($4-$3):(0) with vectors nohead lw 2.4 lc rgb SERIES_L[2], \
     $effects using 1:2 with points pt 7 ps 2.6*POINT_K lc rgb C_PAPER, \
     $effects using 1:2 with points pt 7 ps 2.0*POINT_K lc rgb SERIES_C[2]
