# groups.gp: income of each group now and at the horizon, a dumbbell each, in panels by region.
#   $dumbbells   panel, row, base income, horizon income, then in du: x of the base, x of the
#                horizon, x of the target, y, panel colour 1..6
#   $grid        x, top, bottom of each vertical line, du
#   DOT          1.0; smaller where rows are close
# Drawn in du over the whole page, so that all panels are one plot.

set lmargin at screen 0; set rmargin at screen 1; set tmargin at screen 1; set bmargin at screen 0
set xrange [0:PAGE_W]
set yrange [PAGE_H:0]
plot $grid using 1:2:(0):($3-$2) with vectors nohead lw 1.3 lc rgb C_GRID, \
     $dumbbells using 5:8:($6-$5):(0):(rgb(PANEL_L[int($9)])) with vectors nohead lw 8*DOT lc rgb variable, \
     $dumbbells using 7:($8-16*DOT):(0):(32*DOT) with vectors nohead lw 3.5 lc rgb C_TARGET, \
     $dumbbells using 5:8:(rgb(PANEL_C[int($9)])) with points pt 7 ps 2.7*DOT*POINT_K lc rgb variable, \
     $dumbbells using 5:8 with points pt 7 ps 1.7*DOT*POINT_K lc rgb C_PAPER, \
     $dumbbells using 6:8:(rgb(PANEL_C[int($9)])) with points pt 7 ps 2.8*DOT*POINT_K lc rgb variable
