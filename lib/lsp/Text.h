//===- Text.h - the text of a document --------------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The protocol counts lines from 0 and columns in UTF-16 units; Clang counts
// both from 1, and columns in bytes. Here is where one becomes the other, and
// the only place that looks into the bytes of a line.
//
// Whatever a client sends is taken for what it may have meant: positions behind
// the end of a line or of the text are their ends.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_LSP_TEXT_H
#define PVLINT_LSP_TEXT_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/LSP/Protocol.h"
#include <optional>
#include <string>
#include <vector>

namespace pvlint::lsp {

class Text {
public:
  Text() : Text("") {}
  explicit Text(std::string Bytes);

  const std::string &bytes() const { return Bytes; }
  /// At least one; a newline at the end starts another.
  unsigned numLines() const { return LineStarts.size(); }
  /// Without its newline. \p Line counts from 0.
  llvm::StringRef line(unsigned Line) const;

  size_t offset(llvm::lsp::Position P) const;
  /// \p Line and \p Col as Clang counts them.
  llvm::lsp::Position position(unsigned Line, unsigned Col) const;
  llvm::lsp::Position positionOf(size_t Offset) const;
  /// From \p Line and \p Col to the end of the word there, or of the character
  /// when it starts none.
  llvm::lsp::Range word(unsigned Line, unsigned Col) const;
  /// Column, as Clang counts them, of the word that \p P is in or behind; none
  /// when there is no word.
  std::optional<unsigned> wordColumn(llvm::lsp::Position P) const;

  /// Replaces \p R, or everything when there is none, by \p New.
  /// False, and nothing is done, when \p R is no place of the text.
  bool replace(std::optional<llvm::lsp::Range> R, llvm::StringRef New);

private:
  std::string Bytes;
  std::vector<size_t> LineStarts;

  void findLines();
};

} // namespace pvlint::lsp

#endif // PVLINT_LSP_TEXT_H
