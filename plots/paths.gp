# paths.gp: an index of income by scenario against the target.
#   $paths                  x and one column a scenario
#   SERIES                  how many;  NAME[]  their names (also drawn, through TEXT)
#   COLOUR[] DASH[] WEIGHT[]   colour 1..6, dash type, line width; the main scenario comes last
#   END_X[] END_Y[]         the last point of each
#   TARGET, HAS_TARGET      the index to be reached, and whether it lies inside the plot
#   LEADERS, LEADER_X0[] LEADER_Y0[] LEADER_X1[] LEADER_Y1[] LEADER_C[]   from line ends to labels, du
#   RINGS, RING_X[]         where scenarios reach the target, in years

if (HAS_TARGET) { set arrow 8290 from screen screen_x(LEFT),screen_y(du_y(TARGET)) \
    to screen screen_x(RIGHT),screen_y(du_y(TARGET)) as 9 }
do for [i=1:LEADERS] {
  set arrow 100+i from screen screen_x(LEADER_X0[i]),screen_y(LEADER_Y0[i]) \
      to screen screen_x(LEADER_X1[i]),screen_y(LEADER_Y1[i]) nohead lw 1.4 \
      lc rgb SERIES_C[LEADER_C[i]] front
}
# a white casing under every line keeps crossings legible; rings are two discs, as svg loses pt 6
plot for [i=1:SERIES] $paths using 1:(column(i+1)) with lines lw WEIGHT[i]+3 lc rgb C_PAPER, \
     for [i=1:SERIES] $paths using 1:(column(i+1)) with lines lw WEIGHT[i] dt DASH[i] \
         lc rgb SERIES_C[COLOUR[i]], \
     for [i=1:SERIES] '+' using (END_X[i]):(END_Y[i]) every ::0::0 with points pt 7 \
         ps 1.5*POINT_K lc rgb SERIES_C[COLOUR[i]], \
     for [i=1:RINGS] '+' using (RING_X[i]):(TARGET) every ::0::0 with points pt 7 \
         ps 2.5*POINT_K lc rgb C_TARGET, \
     for [i=1:RINGS] '+' using (RING_X[i]):(TARGET) every ::0::0 with points pt 7 \
         ps 1.5*POINT_K lc rgb C_PAPER
