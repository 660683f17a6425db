# tornado.gp: a result with one assumption at a time at its low and its high end.
#   $bars    x, y, left, right, top, bottom (du) of each part of a bar; 1 the low end, 2 the high end,
#            3 between both where the central result is not known
#   $lines   x, top, bottom (du); 1 the central result, 2 the target
# Drawn in du over the whole page, so that all panels are one plot.

set lmargin at screen 0; set rmargin at screen 1; set tmargin at screen 1; set bmargin at screen 0
set xrange [0:PAGE_W]
set yrange [PAGE_H:0]
array END_C[3] = [SERIES_C[5], SERIES_C[2], SERIES_L[2]]
plot $bars using 1:2:3:4:5:6:(rgb(END_C[int($7)])) with boxxyerror fc rgb variable, \
     $lines using 1:($4 == 2 ? $2 : NaN):(0):($3-$2) with vectors nohead lw 5 lc rgb C_PAPER, \
     $lines using 1:($4 == 2 ? $2 : NaN):(0):($3-$2) with vectors nohead lw 2.4 \
         dt (14*DASH_K,7*DASH_K) lc rgb C_TARGET, \
     $lines using 1:($4 == 1 ? $2 : NaN):(0):($3-$2) with vectors nohead lw 2 lc rgb C_TEXT
