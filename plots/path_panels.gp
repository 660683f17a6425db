# path_panels.gp: an index of income by scenario, a panel a region.
#   $paths   a line a data set, panel by panel: year, index, then in du: x, y
#   LINES, SERIES[]   how many, and the series of each (1 is the main scenario, drawn last)
#   $rings   where a line reaches the target: x, y, du;  RINGS  how many
# Drawn in du over the whole page, so that all panels are one plot.

set lmargin at screen 0; set rmargin at screen 1; set tmargin at screen 1; set bmargin at screen 0
set xrange [0:PAGE_W]
set yrange [PAGE_H:0]
plot for [i=1:LINES] $paths index i-1 using 3:4 with lines lw (SERIES[i] == 1 ? 7.5 : 6.5) lc rgb C_PAPER, \
     for [i=1:LINES] $paths index i-1 using 3:4 with lines lw (SERIES[i] == 1 ? 5 : 4) \
         lc rgb SERIES_C[SERIES[i]], \
     for [i=1:RINGS] $rings using 1:2 every ::i-1::i-1 with points pt 7 ps 2.1*POINT_K lc rgb C_TARGET, \
     for [i=1:RINGS] $rings using 1:2 every ::i-1::i-1 with points pt 7 ps 1.3*POINT_K lc rgb C_PAPER
