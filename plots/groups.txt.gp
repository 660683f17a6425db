# groups.txt.gp: the dumbbells of the text chart, a character a cell: A the bar, B the target, C the
# base, D the horizon. The program turns the letters into box-drawing characters.
#   CANVAS_W, CANVAS_H   characters;   $marks   x, y, in four data sets A to D

reset
set encoding utf8
set terminal dumb noenhanced size CANVAS_W,CANVAS_H
unset key; unset border; unset xtics; unset ytics
set lmargin 0; set rmargin 0; set tmargin 0; set bmargin 0
set xrange [0:CANVAS_W-1]
set yrange [0:CANVAS_H-1]
plot for [i=0:3] $marks index i using 1:2 with points pt i+1
