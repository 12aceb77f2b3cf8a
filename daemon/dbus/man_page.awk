# SPDX-License-Identifier: MIT
# man_page.awk INTERFACE.xml... PAGE.scd.in: prints the page, with each line `@INTERFACE@` replaced by the methods,
# signals and properties of that interface in the XML, each with the comment before it.
# Comments: `NAME: text`, then `@ARGUMENT: text`.

function attribute(name) {  # of the element on this line
  if (!match($0, " " name "=\"[^\"]*\"")) return ""
  return substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4)
}

function escaped(text) {
  gsub(/[\\_*<>]/, "\\\\&", text)
  return text
}

function add_word(list, word) { return list == "" ? word : list ", " word }

# The comment as the body of a definition, indented.
function body(text, name,    parts, n, i, colon, out) {
  if (index(text, name ": ") != 1) {
    printf "%s: the comment of %s does not begin with its name\n", FILENAME, name > "/dev/stderr"
    exit failed = 1
  }
  n = split(substr(text, length(name) + 3), parts, / @/)
  out = "\t" escaped(parts[1]) "\n"
  for (i = 2; i <= n; i++) {
    colon = index(parts[i], ":")
    out = out "\n\t_" escaped(substr(parts[i], 1, colon - 1)) "_: " escaped(substr(parts[i], colon + 2)) "\n"
  }
  return out
}

function finish() {
  if (kind == "") return
  if (kind == "method") title = "*" name "*(" ins ")" (outs == "" ? "" : " -> " outs)
  if (kind == "signal") title = "*" name "*(" outs ")"
  if (kind == "property") title = "*" name "* (" type (changes == "const" ? ", does not change" : "") ")"
  text[interface, kind] = text[interface, kind] title "\n" body(comment, name) "\n"
  kind = ""
}

function begin(what) {
  kind = what
  name = attribute("name")
  type = attribute("type")
  changes = ins = outs = ""
  if ($0 ~ /\/>/) finish()
}

FILENAME ~ /\.xml$/ && /<!--/ { collecting = 1; comment = "" }
FILENAME ~ /\.xml$/ && collecting {
  line = $0
  gsub(/^ *(<!-- *)?| *(-->)? *$/, "", line)
  comment = comment (comment == "" || line == "" ? "" : " ") line
  if (/-->/) collecting = 0
  next
}
FILENAME ~ /\.xml$/ {
  if (/<interface /) interface = attribute("name")
  if (/<method /) begin("method")
  if (/<signal /) begin("signal")
  if (/<property /) begin("property")
  if (/<arg /) {
    argument = escaped(attribute("type")) " _" escaped(attribute("name")) "_"
    if (attribute("direction") == "in") ins = add_word(ins, argument)
    else outs = add_word(outs, argument)
  }
  if (/EmitsChangedSignal/) changes = attribute("value")
  if (/<\/(method|signal|property)>/) finish()
  next
}

function chapter(interface, kind, heading) {
  if ((interface, kind) in text) printf "## %s\n\n%s", heading, text[interface, kind]
}

/^@[A-Za-z0-9.]+@$/ {
  wanted = substr($0, 2, length($0) - 2)
  chapter(wanted, "method", "Methods")
  chapter(wanted, "signal", "Signals")
  chapter(wanted, "property", "Properties")
  next
}
{ print }
END { exit failed }
