# waterfall.gp: parts that add up to a change, a bar each.
#   $bars    a bar a row: number, from, to (in the unit of the axis), what it is: 1 a level or total,
#            2 what adds, 3 what takes away, 4 the gap to the target; half its width
#   BARS     how many;  X_MIN X_MAX Y_MIN Y_MAX  the ranges: bars stand at 1, 2 …

set xrange [X_MIN:X_MAX]
set yrange [Y_MIN:Y_MAX]
only(kind, value) = column(4) == kind ? value : NaN
plot for [i=1:BARS-1] $bars using ($1+$5):3:(1-2*$5):(0) every ::i-1::i-1 with vectors nohead lw 1.4 lc rgb C_CONTEXT, \
     $bars using 1:(only(1,$3)):($1-$5):($1+$5):2:3 with boxxyerror lc rgb SERIES_C[1], \
     $bars using 1:(only(2,$3)):($1-$5):($1+$5):2:3 with boxxyerror lc rgb C_GAIN, \
     $bars using 1:(only(3,$3)):($1-$5):($1+$5):2:3 with boxxyerror lc rgb C_LOSS, \
     $bars using 1:(only(4,$3)):($1-$5):($1+$5):2:3 with boxxyerror lc rgb C_TARGET lw 2.5 dt (6,5) \
         fs empty border rgb C_TARGET
