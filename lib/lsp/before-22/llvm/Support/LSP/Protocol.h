//===- Protocol.h - of LLVM 22, for those before it -------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// LLVM has its library for language servers in Support since version 22. This
// and Transport.h are what the server here uses of it, under the same names and
// with the same behaviour, for a command that is built with an older LLVM.
// CMake puts them into the search path only where LLVM has no such headers.
//
//===----------------------------------------------------------------------===//

#ifndef LLVM_SUPPORT_LSP_PROTOCOL_H
#define LLVM_SUPPORT_LSP_PROTOCOL_H

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"
#include <tuple>

namespace llvm::lsp {

enum class ErrorCode {
  InvalidRequest = -32600,
  MethodNotFound = -32601,
  InvalidParams = -32602,
  ServerNotInitialized = -32002,
  UnknownErrorCode = -32001,
  RequestCancelled = -32800,
};

class LSPError : public ErrorInfo<LSPError> {
public:
  std::string message;
  ErrorCode code;
  inline static char ID = 0;

  LSPError(std::string Message, ErrorCode Code)
      : message(std::move(Message)), code(Code) {}

  void log(raw_ostream &OS) const override {
    OS << int(code) << ": " << message;
  }
  std::error_code convertToErrorCode() const override {
    return inconvertibleErrorCode();
  }
};

/// Both count from zero.
struct Position {
  int line = 0;
  int character = 0;

  Position(int Line = 0, int Character = 0)
      : line(Line), character(Character) {}

  friend bool operator==(const Position &A, const Position &B) {
    return std::tie(A.line, A.character) == std::tie(B.line, B.character);
  }
  friend bool operator!=(const Position &A, const Position &B) {
    return !(A == B);
  }
  friend bool operator<(const Position &A, const Position &B) {
    return std::tie(A.line, A.character) < std::tie(B.line, B.character);
  }
  friend bool operator<=(const Position &A, const Position &B) {
    return !(B < A);
  }
};

inline json::Value toJSON(const Position &P) {
  return json::Object{{"line", P.line}, {"character", P.character}};
}

inline bool fromJSON(const json::Value &V, Position &P, json::Path Path) {
  json::ObjectMapper Map(V, Path);
  return Map && Map.map("line", P.line) && Map.map("character", P.character);
}

struct Range {
  Position start;
  Position end;

  Range() = default;
  Range(Position Start, Position End) : start(Start), end(End) {}

  friend bool operator==(const Range &A, const Range &B) {
    return A.start == B.start && A.end == B.end;
  }
  friend bool operator!=(const Range &A, const Range &B) { return !(A == B); }
};

inline json::Value toJSON(const Range &R) {
  return json::Object{{"start", toJSON(R.start)}, {"end", toJSON(R.end)}};
}

inline bool fromJSON(const json::Value &V, Range &R, json::Path Path) {
  json::ObjectMapper Map(V, Path);
  return Map && Map.map("start", R.start) && Map.map("end", R.end);
}

/// file:///folder/a%20file.c
class URIForFile {
public:
  static Expected<URIForFile> fromURI(StringRef Uri) {
    StringRef Rest = Uri;
    std::string File;
    if (!Rest.consume_front("file:"))
      return createStringError("not the URI of a file: " + Uri);
    if (Rest.starts_with("//") && !Rest.starts_with("///"))
      File = "//"; // a machine's name is a part of the path
    Rest.consume_front("//");
    for (; !Rest.empty(); Rest = Rest.drop_front()) {
      uint8_t Byte;
      if (Rest[0] == '%' && Rest.size() > 2 &&
          !Rest.substr(1, 2).getAsInteger(16, Byte)) {
        File += char(Byte);
        Rest = Rest.drop_front(2);
      } else {
        File += Rest[0];
      }
    }
    return fromFile(File);
  }

  static Expected<URIForFile> fromFile(StringRef File) {
    if (!sys::path::is_absolute(File))
      return createStringError("not an absolute path: " + File);
    URIForFile Result;
    Result.File = File.str();
    Result.Uri = "file://";
    for (unsigned char C : File)
      if (isAlnum(C) || StringRef("-_.~/:").contains(C))
        Result.Uri += C;
      else
        Result.Uri += "%" + utohexstr(C, /*LowerCase=*/false, /*Width=*/2);
    return Result;
  }

  StringRef file() const { return File; }
  StringRef uri() const { return Uri; }

private:
  std::string File, Uri;
};

} // namespace llvm::lsp

#endif // LLVM_SUPPORT_LSP_PROTOCOL_H
