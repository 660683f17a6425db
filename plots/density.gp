# density.gp: how people are distributed over income, on a log axis.
#   $density   income, share of people a log unit of income of each curve; the first curve is the base
#              year's
#   CURVES, CURVE[]   how many, and the colour of each (an index of CURVE_C; the first is muted)
#   MIDDLE, MIDDLE_LOW, MIDDLE_HIGH   whether there are bounds of a middle income; incomes
#   MEDIANS    with one or two curves a dotted line at each median;  $medians   income, density there
#   KEYED      1: a piece of each curve's line stands beside its label
#   KEY_LEFT KEY_RIGHT KEY_Y[]   where those pieces are, du
#   X_MIN X_MAX Y_MIN Y_MAX   the ranges
# With two curves the second is filled, darker within the bounds.

set logscale x
set xrange [X_MIN:X_MAX]
set yrange [Y_MIN:Y_MAX]
# an empty loop draws nothing, but gnuplot reads its data all the same and warns of none
within(x) = !MIDDLE || (x >= MIDDLE_LOW*0.999999 && x <= MIDDLE_HIGH*1.000001) ? x : NaN
set style arrow 11 nohead lw 2.2 dt (5*DASH_K,5*DASH_K) lc rgb C_MUTED
set style arrow 12 nohead lw 2.2 dt (5*DASH_K,5*DASH_K) lc rgb CURVE_C[CURVE[CURVES]]
# the dashes are those of the curve
do for [i=1:KEYED*CURVES] {
  if (i == 1) { set arrow 500+i from screen screen_x(KEY_LEFT),screen_y(KEY_Y[i]) to screen screen_x(KEY_RIGHT),screen_y(KEY_Y[i]) \
      nohead lw 4 lc rgb C_MUTED dt (11*DASH_K,6*DASH_K) }
  if (i > 1) { set arrow 500+i from screen screen_x(KEY_LEFT),screen_y(KEY_Y[i]) to screen screen_x(KEY_RIGHT),screen_y(KEY_Y[i]) \
      nohead lw 4.5 lc rgb CURVE_C[CURVE[i]] }
}
plot for [i=1:(CURVES == 2)] $density using 1:3 with filledcurves y1=0 lc rgb BAND_C[1], \
     for [i=1:(CURVES == 2 && MIDDLE)] $density using (within($1)):3 with filledcurves y1=0 lc rgb BAND_C[2], \
     for [i=1:MEDIANS] $medians using 1:(0):(0):2 every ::i-1::i-1 with vectors as 10+i, \
     $density using 1:2 with lines lw 4 lc rgb C_MUTED dt (11*DASH_K,6*DASH_K), \
     for [i=2:CURVES] $density using 1:(column(i+1)) with lines lw 4.5 lc rgb CURVE_C[CURVE[i]]
