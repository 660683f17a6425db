# fan.gp: how a quantity may develop: bands that hold 90, 80 and 50 % of the draws, and their median.
#   $fan     a data set a panel: year, quantiles 5 10 25 50 75 90 95 %, then in du: x, and y of each
#   PANELS   how many
# Drawn in du over the whole page, so that all panels are one plot.

set lmargin at screen 0; set rmargin at screen 1; set tmargin at screen 1; set bmargin at screen 0
set xrange [0:PAGE_W]
set yrange [PAGE_H:0]
plot for [p=1:PANELS] $fan index p-1 using 9:10:16 with filledcurves lc rgb BAND_C[1], \
     for [p=1:PANELS] $fan index p-1 using 9:11:15 with filledcurves lc rgb BAND_C[2], \
     for [p=1:PANELS] $fan index p-1 using 9:12:14 with filledcurves lc rgb BAND_C[3], \
     for [p=1:PANELS] $fan index p-1 using 9:13 with lines lw (PANELS > 1 ? 3.5 : 4.5) lc rgb C_MEDIAN
