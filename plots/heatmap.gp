# heatmap.gp: a result over every combination of two assumptions.
#   $cells      x, y, left, right, top, bottom (du), the value, its heat: -1 .. 0 below the level,
#               0 .. 1 above it
#   $contour    x, y (du) of the lines on which the level is just reached; lines are apart by two
#               empty lines
#   $usual      like $cells, without value and heat: the cell that the scenario itself is
#   $separators x0, y0, x1, y1 (du) of lines between the cells
# Drawn in du over the whole page, so that all panels are one plot.

set lmargin at screen 0; set rmargin at screen 1; set tmargin at screen 1; set bmargin at screen 0
set xrange [0:PAGE_W]
set yrange [PAGE_H:0]
# a colour between two of a row of three
mix(a, b, part) = int(rgb(a)/65536*(1-part) + rgb(b)/65536*part)*65536 \
  + int((rgb(a)/256%256)*(1-part) + (rgb(b)/256%256)*part)*256 \
  + int((rgb(a)%256)*(1-part) + (rgb(b)%256)*part)
heat(t) = t < 0 ? (t > -0.5 ? mix(LOW_C[3], LOW_C[2], -2*t) \
                            : mix(LOW_C[2], LOW_C[1], -2*t-1)) \
                : (t < 0.5 ? mix(HIGH_C[1], HIGH_C[2], 2*t) \
                           : mix(HIGH_C[2], HIGH_C[3], 2*t-1))
plot $cells using 1:2:3:4:5:6:(heat($8)) with boxxyerror fc rgb variable, \
     $separators using 1:2:($3-$1):($4-$2) with vectors nohead lw 2 lc rgb C_PAPER, \
     $contour using 1:2 with lines lw 7 lc rgb C_PAPER, \
     $contour using 1:2 with lines lw 4 lc rgb C_TARGET, \
     $usual using 1:2:3:4:5:6 with boxxyerror lc rgb C_TEXT lw 3.5 fs empty border lc rgb C_TEXT
