//===- Annotations.cpp - attributes that speak to pvlint ------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/Annotations.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;

namespace pvlint::extract {

static constexpr llvm::StringLiteral Prefix = "pvlint::";

static bool speaks(const Decl &D) {
  return D.hasAttrs() &&
         llvm::any_of(D.specific_attrs<AnnotateAttr>(),
                      [](const AnnotateAttr *A) {
                        return A->getAnnotation().starts_with(Prefix);
                      });
}

bool Annotations::has(const FunctionDecl &F) {
  const FunctionDecl *Last = F.getMostRecentDecl();
  return speaks(*Last) ||
         llvm::any_of(Last->parameters(), [](auto *P) { return speaks(*P); });
}

void Annotations::function(const FunctionDecl &F) {
  const FunctionDecl *Last = F.getMostRecentDecl();
  if (!Seen.insert(Last).second || !has(F) || !F.getIdentifier())
    return;
  OfOne.clear();
  read(*Last, Last, 0);
  for (unsigned I = 0; I != Last->getNumParams(); ++I)
    read(*Last->getParamDecl(I), Last, I + 1);
  flow::AnnotatedFunction Whole;
  bool AnyRefused = false;
  for (flow::Annotation &A : OfOne) {
    std::string Wrong = Whole.add(A);
    AnyRefused |= !Wrong.empty();
    if (Wrong.empty())
      Found.push_back(std::move(A));
    else
      refuse(std::move(A), std::move(Wrong));
  }
  if (std::string Wrong = Whole.incomplete(); !Wrong.empty() && !AnyRefused)
    refuse(*Whole.When, std::move(Wrong));
}

void Annotations::other(const Decl &D) {
  if (const auto *R = dyn_cast<RecordDecl>(&D))
    for (const FieldDecl *Field : R->fields())
      other(*Field);
  if (speaks(D))
    read(D, nullptr, 0);
}

void Annotations::refuse(flow::Annotation A, std::string Why) {
  A.Param = flow::Annotation::Refused;
  A.Text = std::move(Why);
  Found.push_back(std::move(A));
}

/// Where \p K belongs, for a message.
static llvm::StringRef placeOf(const flow::AnnotationKind &K) {
  switch (K.Of) {
  case flow::AnnotationOf::Function:
    return "a function";
  case flow::AnnotationOf::Result:
    return "a function that returns a value";
  case flow::AnnotationOf::Word:
    return "a parameter that is saved flags, an unsigned long";
  case flow::AnnotationOf::Pointer:
    return "a parameter that points to saved flags";
  }
  return "";
}

static bool fits(const flow::AnnotationKind &K, const FunctionDecl *F,
                 uint32_t Param) {
  if (!F)
    return false;
  switch (K.Of) {
  case flow::AnnotationOf::Function:
    return !Param;
  case flow::AnnotationOf::Result:
    return !Param && F->getReturnType()->isScalarType();
  case flow::AnnotationOf::Word:
    return Param &&
           F->getParamDecl(Param - 1)->getType()->isIntegralOrEnumerationType();
  case flow::AnnotationOf::Pointer:
    return Param && F->getParamDecl(Param - 1)->getType()->isPointerType();
  }
  return false;
}

static std::string unknown(llvm::StringRef Text) {
  std::string Message = "there is no annotation 'pvlint::" + Text.str() + "'";
  llvm::StringRef Near;
  unsigned Least = 6;
  for (const flow::AnnotationKind &K : flow::annotationKinds())
    if (unsigned Distance = Text.edit_distance(K.Text, true, Least);
        Distance < Least) {
      Least = Distance;
      Near = K.Text;
    }
  if (!Near.empty())
    return Message + ", did you mean 'pvlint::" + Near.str() + "'?";
  return Message + "; docs/annotations.md lists them";
}

void Annotations::read(const Decl &D, const FunctionDecl *F, uint32_t Param) {
  for (const auto *Attr : D.specific_attrs<AnnotateAttr>()) {
    llvm::StringRef Text = Attr->getAnnotation();
    if (!Text.consume_front(Prefix))
      continue;
    flow::Annotation A;
    A.Function = F ? F->getName().str() : "";
    A.Text = Text.str();
    A.Param = Param;
    A.Loc = Locs.point(Attr->getLocation());
    const flow::AnnotationKind *K = flow::findAnnotation(Text);
    if (!K)
      refuse(std::move(A), unknown(Text));
    else if (!fits(*K, F, Param))
      refuse(std::move(A), "'pvlint::" + Text.str() +
                               "' means nothing here: put it on " +
                               placeOf(*K).str());
    else
      OfOne.push_back(std::move(A));
  }
}

std::vector<flow::Annotation> Annotations::take() {
  llvm::sort(Found, [](const flow::Annotation &A, const flow::Annotation &B) {
    return std::tie(A.Loc, A.Function, A.Param, A.Text) <
           std::tie(B.Loc, B.Function, B.Param, B.Text);
  });
  return std::move(Found);
}

} // namespace pvlint::extract
