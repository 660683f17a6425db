# box.gp: draws over two assumptions, and the box in which the target is missed (or met).
#   $draws    x, y (du); 1 of those that the box is of, 0 the others;  $key  the same, of the key
#   $box      x, y, left, right, top, bottom (du)
#   $limits   x0, y0, x1, y1 (du), from the box's limits to their numbers
# Drawn in du over the whole page.

set lmargin at screen 0; set rmargin at screen 1; set tmargin at screen 1; set bmargin at screen 0
set xrange [0:PAGE_W]
set yrange [PAGE_H:0]
plot $box using 1:2:3:4:5:6 with boxxyerror fc rgb C_SHADE, \
     $draws using 1:($3 == 0 ? $2 : NaN) with points pt 7 ps 0.75*POINT_K lc rgb C_CONTEXT, \
     $draws using 1:($3 == 1 ? $2 : NaN) with points pt 7 ps 0.9*POINT_K lc rgb SERIES_C[3], \
     $key using 1:($3 == 0 ? $2 : NaN) with points pt 7 ps 1.5*POINT_K lc rgb C_CONTEXT, \
     $key using 1:($3 == 1 ? $2 : NaN) with points pt 7 ps 1.5*POINT_K lc rgb SERIES_C[3], \
     $limits using 1:2:($3-$1):($4-$2) with vectors nohead lw 2 dt (4*DASH_K,4*DASH_K) lc rgb C_TARGET, \
     $box using 1:2:3:4:5:6 with boxxyerror lc rgb C_TEXT lw 3.5 fs empty border lc rgb C_TEXT
