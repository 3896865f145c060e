//===- ClangCompat.h - what differs between LLVM 18 and 22 ------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Every difference between the Clang versions pvlint builds against lives
// here, so that no other file asks for a version number.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_EXTRACT_CLANGCOMPAT_H
#define PVLINT_EXTRACT_CLANGCOMPAT_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Stmt.h"
#include "clang/Basic/Version.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/TextDiagnosticPrinter.h"
#include <string>

namespace pvlint::compat {

/// The asm template as written.
inline std::string asmText(const clang::GCCAsmStmt &S) {
#if CLANG_VERSION_MAJOR >= 21
  return S.getAsmString();
#else
  return S.getAsmString()->getString().str();
#endif
}

/// The text of asm at file scope.
inline std::string asmText(const clang::FileScopeAsmDecl &D) {
#if CLANG_VERSION_MAJOR >= 21
  return D.getAsmString();
#else
  return D.getAsmString()->getString().str();
#endif
}

/// The width of a bit-field.
inline unsigned bitWidth(const clang::FieldDecl &Field,
                         const clang::ASTContext &Context) {
#if CLANG_VERSION_MAJOR >= 20
  return Field.getBitWidthValue();
#else
  return Field.getBitWidthValue(Context);
#endif
}

/// Whether it only fills up.
inline bool isUnnamedBitField(const clang::FieldDecl &Field) {
#if CLANG_VERSION_MAJOR >= 19
  return Field.isUnnamedBitField();
#else
  return Field.isUnnamedBitfield();
#endif
}

} // namespace pvlint::compat

#endif // PVLINT_EXTRACT_CLANGCOMPAT_H
