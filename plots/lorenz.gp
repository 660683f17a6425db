# lorenz.gp: Lorenz curves: the share of income of the poorest.
#   $lorenz   share of people, share of income of each curve, both in per cent; the first curve is the
#             base year's
#   CURVES, CURVE[]   how many, and the colour of each (an index of CURVE_C; the first is muted)
#   X_MIN X_MAX Y_MIN Y_MAX   the ranges, 0 to 100
# With two curves the area between them is shaded.

set xrange [X_MIN:X_MAX]
set yrange [Y_MIN:Y_MAX]
plot for [i=1:(CURVES == 2 ? 1 : 0)] $lorenz using 1:2:3 with filledcurves lc rgb BAND_C[1], \
     $lorenz using 1:2 with lines lw 4 lc rgb C_MUTED dt (9*DASH_K,5*DASH_K), \
     for [i=2:CURVES] $lorenz using 1:(column(i+1)) with lines lw 4.5 lc rgb CURVE_C[CURVE[i]]
