# axes.gp: horizontal grid, base line and year marks. Tick texts come with TEXT (style.gp), so that
# gnuplot's own number formats are never used.
#   X_MIN, X_MAX, Y_MIN, Y_MAX   the ranges, in the data's units;   Y_LOG  1: logarithmic
#   Y_BASE                       where the dark base line stands
#   X_TICKS, X_TICK[]            Y_TICKS, Y_TICK[]     how many, and where

set xrange [X_MIN:X_MAX]
set yrange [Y_MIN:Y_MAX]
if (Y_LOG) { set logscale y }
# a value in du; every term is a real, as gnuplot divides whole numbers as whole numbers
du_x(x) = LEFT + (x - X_MIN)*(RIGHT - LEFT)/(X_MAX - X_MIN*1.0)
du_y(y) = BOTTOM - (Y_LOG ? log(y*1.0/Y_MIN)/log(Y_MAX*1.0/Y_MIN) \
                          : (y - Y_MIN)/(Y_MAX - Y_MIN*1.0))*(BOTTOM - TOP)

# arrows behind the data are painted in the order of their tags: grid 8100, base 8200, target 8290
do for [i=1:Y_TICKS] {
  set arrow 8100+i from screen screen_x(LEFT),screen_y(du_y(Y_TICK[i])) \
      to screen screen_x(RIGHT),screen_y(du_y(Y_TICK[i])) nohead lw 1.3 lc rgb C_GRID back
}
set arrow 8200 from screen screen_x(LEFT),screen_y(du_y(Y_BASE)) \
    to screen screen_x(RIGHT),screen_y(du_y(Y_BASE)) nohead lw 1.8 lc rgb C_AXIS back
do for [i=1:X_TICKS] {
  set arrow 8200+i from screen screen_x(du_x(X_TICK[i])),screen_y(BOTTOM) \
      to screen screen_x(du_x(X_TICK[i])),screen_y(BOTTOM+7) nohead lw 1.8 lc rgb C_AXIS back
}
