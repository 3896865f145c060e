//===- Records.cpp - what fields are called -------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/Records.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/Support/Path.h"

using namespace clang;

namespace pvlint::extract {

static std::string recordName(const RecordDecl *Record) {
  for (;;) {
    if (Record->getIdentifier())
      return Record->getName().str();
    if (const TypedefNameDecl *T = Record->getTypedefNameForAnonDecl())
      return T->getName().str();
    const auto *Outer = dyn_cast<RecordDecl>(Record->getLexicalDeclContext());
    if (!Outer)
      break;
    Record = Outer;
  }
  const SourceManager &SM = Record->getASTContext().getSourceManager();
  const SourceLocation Loc = SM.getFileLoc(Record->getLocation());
  return ("record@" + llvm::sys::path::filename(SM.getFilename(Loc)) + ":" +
          llvm::Twine(SM.getSpellingLineNumber(Loc)))
      .str();
}

std::string fieldName(const FieldDecl *Field) {
  if (!Field->getIdentifier())
    return {};
  return recordName(Field->getParent()) + "." + Field->getName().str();
}

StringRef variableName(const VarDecl *V) {
  StringRef Name = V->getIdentifier() ? V->getName() : "";
  if (Name.starts_with("__UNIQUE_ID_"))
    Name = Name.rtrim("0123456789");
  return Name;
}

StringRef functionName(const FunctionDecl *F) {
  StringRef Name = F->getIdentifier() ? F->getName() : "";
  if (Name.starts_with("__compiletime_assert_"))
    Name = Name.rtrim("0123456789");
  return Name;
}

bool carriesWord(QualType Type, const ASTContext &Context) {
  const auto *Record = Type->getAsRecordDecl();
  if (!Record || Record->isUnion() || !Record->isCompleteDefinition() ||
      std::distance(Record->field_begin(), Record->field_end()) < 2)
    return false;
  return llvm::any_of(Record->fields(), [&](const FieldDecl *Field) {
    return Context.hasSameUnqualifiedType(Field->getType(),
                                          Context.UnsignedLongTy);
  });
}

bool holdsFunction(QualType Type) {
  Type = Type.getCanonicalType();
  while (const auto *Array = dyn_cast<ArrayType>(Type))
    Type = Array->getElementType().getCanonicalType();
  return Type->isFunctionPointerType();
}

const Expr *placeCore(const Expr *E) {
  for (;;) {
    E = E->IgnoreParenCasts();
    if (const auto *Sub = dyn_cast<ArraySubscriptExpr>(E)) {
      E = Sub->getBase();
      continue;
    }
    const auto *U = dyn_cast<UnaryOperator>(E);
    if (!U)
      return E;
    if (U->getOpcode() == UO_Extension) {
      E = U->getSubExpr();
      continue;
    }
    // READ_ONCE and WRITE_ONCE say *(volatile T *)&x; and `*f` of a function,
    // or of an array, is f.
    if (U->getOpcode() != UO_Deref)
      return E;
    const Expr *Sub = U->getSubExpr()->IgnoreParenCasts();
    const auto *Address = dyn_cast<UnaryOperator>(Sub);
    if (Address && Address->getOpcode() == UO_AddrOf)
      E = Address->getSubExpr();
    else if (E->getType()->isFunctionType() || Sub->getType()->isArrayType())
      E = Sub;
    else
      return E;
  }
}

} // namespace pvlint::extract
