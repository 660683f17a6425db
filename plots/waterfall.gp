# waterfall.gp: parts that add up to a change, a bar each.
#   $bars    a bar a row: number, from, to (in the unit of the axis), what it is: 1 a level or total,
#            2 what adds, 3 what takes away, 4 the gap to the target; half its width
#   BARS     how many; GAPS  1 where the last is the gap;  X_MIN X_MAX Y_MIN Y_MAX  the ranges: bars stand at 1, 2 …

set xrange [X_MIN:X_MAX]
set yrange [Y_MIN:Y_MAX]
array BAR_C[3] = [SERIES_C[1], C_GAIN, C_LOSS]
last = BARS - 1 - GAPS
plot $bars using ($1+$5):3:(1-2*$5):(0) every ::0::BARS-2 with vectors nohead lw 1.4 lc rgb C_CONTEXT, \
     $bars using 1:3:($1-$5):($1+$5):2:3:(rgb(BAR_C[int($4)])) every ::0::last with boxxyerror \
         lc rgb variable fs solid 1.0 noborder, \
     for [i=1:GAPS] $bars using 1:3:($1-$5):($1+$5):2:3 every ::BARS-1::BARS-1 with boxxyerror \
         lc rgb C_TARGET lw 2.5 dt (6*DASH_K,5*DASH_K) fs empty border rgb C_TARGET
