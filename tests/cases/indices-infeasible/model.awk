# run,a,b,c,… to run,y,z: only sums and products, which are the same on every machine.
BEGIN { FS = ","; OFS = "," }
NR == 1 { print "run", "y", "z"; next }
{ printf "%s,%.17g,%.17g\n", $1, 2 * $2 + $3 + 4 * $2 * $4, $4 * $4 * $4 }
