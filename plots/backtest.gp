# backtest.gp: a projection with its bands against what was observed.
#   $bands      x, then y of the quantiles 5, 10, 25, 50, 75, 90 and 95 % (du)
#   BANDS       0: there is a single line, the fourth
#   $observed   x, y (du); 0 before the projection, 1 inside the 80 % band, 2 outside it
#   FROM_X      where the projection starts (du)
# Drawn in du over the whole page.

set lmargin at screen 0; set rmargin at screen 1; set tmargin at screen 1; set bmargin at screen 0
set xrange [0:PAGE_W]
set yrange [PAGE_H:0]
plot $bands using 1:(BANDS ? $2 : $5):(BANDS ? $8 : $5) with filledcurves fc rgb BAND_C[1], \
     $bands using 1:(BANDS ? $3 : $5):(BANDS ? $7 : $5) with filledcurves fc rgb BAND_C[2], \
     $bands using 1:(BANDS ? $4 : $5):(BANDS ? $6 : $5) with filledcurves fc rgb BAND_C[3], \
     $bands using 1:5 with lines lw 3.5 dt (10*DASH_K,6*DASH_K) lc rgb C_MEDIAN, \
     $observed using 1:($1 <= FROM_X + 0.01 ? $2 : NaN) with lines lw 4 lc rgb SERIES_C[1], \
     $observed using 1:($1 >= FROM_X - 0.01 ? $2 : NaN) with lines lw 7 lc rgb C_PAPER, \
     $observed using 1:($1 >= FROM_X - 0.01 ? $2 : NaN) with lines lw 4 lc rgb SERIES_C[3], \
     $observed using 1:($3 > 0 ? $2 : NaN) with points pt 7 ps 2.2*POINT_K lc rgb C_PAPER, \
     $observed using 1:($3 > 0 ? $2 : NaN) with points pt 7 ps 1.7*POINT_K lc rgb SERIES_C[3], \
     $observed using 1:($3 == 2 ? $2 : NaN) with points pt 7 ps 1.0*POINT_K lc rgb C_PAPER
