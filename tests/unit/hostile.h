/* hostile: texts that have broken programs which write gnuplot. Each would make a file named PWN in
 * the current folder, or spoil the script, were it not quoted. */
#ifndef TF_TESTS_HOSTILE_H
#define TF_TESTS_HOSTILE_H

#define HOSTILE_MARK "PWN"

static const char *const hostile_texts[] = {
    "'",
    "''",
    "'''",
    "\"",
    "\\",
    "\\\"",
    "`",
    "abc'",
    "abc''",
    "'';system(\"touch PWN\")#",
    "a'';system(\"touch PWN\")#'",
    "`touch PWN`",
    "a \"`touch PWN`\" b",
    "a\"; system(\"touch PWN\"); \"",
    "a'; system('touch PWN'); '",
    "a\\\"; system(\"touch PWN\"); \\\"",
    "$(touch PWN)",
    "@EVIL",
    "\"@EVIL\"",
    "x\nsystem('touch PWN')\n",
    "x\\\nsystem('touch PWN')",
    "x\nEOD\nsystem('touch PWN')\n",
    "x\r\nEOD\r\n!touch PWN\r\n",
    "ends with a backslash \\",
    "set print '|touch PWN'",
    "| touch PWN",
    "< touch PWN",
    "! touch PWN",
    "# comment ; ! touch PWN",
    "%s%s%s%n%d %g %.999f",
    "100%",
    "{/Times=99 x}_a^b&{xx}~{a}{.8-} @_2",
    "<script>alert(1)</script> & \"q\" 'a'",
    "]]> --> <![CDATA[",
    "\x01\x1b[31m\x7f",
    "\xff\xfe bad",
    "\xff\xfe\xc0\xaf raw bytes",
    "a\tb",
    "1,234.5",
    "中文'`\"\\",
    "\xE2\x80\xAERTL\xE2\x80\xA8line",
    "\xEF\xBF\xBE not a character",
    "{",
    "}",
    "]",
    "$D",
    "\\n \\t \\047; system(\\042touch PWN\\042)",
    "\\60touch",
    ".0.1.2.08",
    "/etc/passwd",
    "NaN",
    "",
};

#define HOSTILE_COUNT (sizeof hostile_texts / sizeof *hostile_texts)

#endif
