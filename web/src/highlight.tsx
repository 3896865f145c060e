const token = /(\/\/.*|\/\*.*?\*\/|^\s*\*.*|"(?:[^"\\]|\\.)*"|\b(?:if|else|for|while|do|return|goto|break|continue|switch|case|default|static|inline|const|struct|union|enum|void|unsigned|signed|long|int|char|short|bool|volatile|extern|typedef|sizeof)\b|^\s*#\s*\w+)/g;

/** A line of C, roughly: comments, strings, keywords. */
export function highlight(line: string) {
  return line.split(token).map((part, i) => {
    if (i % 2 === 0) return part;
    const kind = /^\s*(\/|\*)/.test(part) ? "comment" : part.startsWith('"') ? "string" : "keyword";
    return <span key={i} class={kind}>{part}</span>;
  });
}
