# sobol.gp: shares of a result's variance, a bar or two for each assumption.
#   $bars    x, y, left, right, top, bottom (du); 1 alone (or Shapley effect), 2 with all it acts
#            with; left and right end of the interval (du)
# Drawn in du over the whole page, so that all panels are one plot.

set lmargin at screen 0; set rmargin at screen 1; set tmargin at screen 1; set bmargin at screen 0
set xrange [0:PAGE_W]
set yrange [PAGE_H:0]
array PART_C[2] = [SERIES_C[2], SERIES_C[5]]
plot $bars using 1:2:3:4:5:6:(rgb(PART_C[int($7)])) with boxxyerror fc rgb variable, \
     $bars using 8:2:($9-$8):(0) with vectors nohead lw 5 lc rgb C_PAPER, \
     $bars using 8:2:($9-$8):(0) with vectors nohead lw 2.4 lc rgb C_TEXT
