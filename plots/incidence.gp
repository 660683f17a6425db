# incidence.gp: growth of income by percentile.
#   $incidence   percentile, growth a year of each curve (1 is 100 %)
#   CURVES, CURVE[] DASH[]   how many, the colour of each (an index of CURVE_C) and its dash type
#   $marks       percentile, growth of the points that are named; $rings: where the target is reached
#   MARKS, RINGS             how many of them
#   X_MIN X_MAX Y_MIN Y_MAX  the ranges

set xrange [X_MIN:X_MAX]
set yrange [Y_MIN:Y_MAX]
plot for [i=1:CURVES] $incidence using 1:(column(i+1)) with lines lw 7.5 lc rgb C_PAPER, \
     for [i=1:CURVES] $incidence using 1:(column(i+1)) with lines lw 4.5 dt DASH[i] \
         lc rgb CURVE_C[CURVE[i]], \
     for [i=1:MARKS] $marks using 1:2 every ::i-1::i-1 with points pt 7 ps 1.9*POINT_K lc rgb C_PAPER, \
     for [i=1:MARKS] $marks using 1:2 every ::i-1::i-1 with points pt 7 ps 1.5*POINT_K \
         lc rgb CURVE_C[CURVE[1]], \
     for [i=1:RINGS] $rings using 1:2 every ::i-1::i-1 with points pt 7 ps 2.5*POINT_K lc rgb C_TARGET, \
     for [i=1:RINGS] $rings using 1:2 every ::i-1::i-1 with points pt 7 ps 1.5*POINT_K lc rgb C_PAPER
