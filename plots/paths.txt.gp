# paths.txt.gp: the lines of the text chart. gnuplot draws on a canvas of 2 x 4 dots a character, a
# letter a series (A the target, B the first series ...); the program folds the dots into Braille
# characters and sets the texts beside them.
#   CANVAS_W, CANVAS_H   dots;   $dots   x, y of every dot drawn, series 0..N in data sets of their own
#   SERIES               how many, without the target

reset
set encoding utf8
set terminal dumb noenhanced size CANVAS_W,CANVAS_H
unset key; unset border; unset xtics; unset ytics
set lmargin 0; set rmargin 0; set tmargin 0; set bmargin 0
set xrange [0:CANVAS_W-1]
set yrange [0:CANVAS_H-1]
plot for [i=0:SERIES] $dots index i using 1:2 with points pt i+1
