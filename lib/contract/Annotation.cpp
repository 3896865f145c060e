//===- Annotation.cpp - what a declaration says of a function -------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "contract/Annotation.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace pvlint::flow {

static constexpr AnnotationKind Kinds[] = {
    {"entered_irqs_on", AnnotationOf::Function},
    {"entered_irqs_off", AnnotationOf::Function},
    {"returns_irqs_on", AnnotationOf::Function},
    {"returns_irqs_off", AnnotationOf::Function},
    {"restores_irqs_state", AnnotationOf::Function},
    {"when_nonzero", AnnotationOf::Result},
    {"when_zero", AnnotationOf::Result},
    {"returns_word", AnnotationOf::Result},
    {"stores_word", AnnotationOf::Pointer},
    {"consumes_word", AnnotationOf::Word},
    {"consumes_stored_word", AnnotationOf::Pointer},
};

ArrayRef<AnnotationKind> annotationKinds() { return Kinds; }

const AnnotationKind *findAnnotation(StringRef Text) {
  const auto *Found =
      find_if(Kinds, [&](const AnnotationKind &K) { return K.Text == Text; });
  return Found == std::end(Kinds) ? nullptr : Found;
}

std::string AnnotatedFunction::add(const Annotation &A) {
  const StringRef Text = A.Text;
  const unsigned Arg = A.Param - 1;
  auto Set = [&](std::optional<Annotation> &Part) -> std::string {
    if (Part && Part->Text == A.Text && Part->Param == A.Param)
      return ""; // said twice
    if (Part)
      return "'pvlint::" + A.Text + "' contradicts 'pvlint::" + Part->Text +
             "' on the same function: leave one of them out";
    Part = A;
    return "";
  };
  std::optional<Annotation> &Part =
      Text.starts_with("entered")                            ? Requires
      : Text.starts_with("when")                             ? When
      : Text.starts_with("consumes")                         ? Restore
      : Text.starts_with("stores") || Text == "returns_word" ? Save
                                                             : Irqs;
  if (Text == "restores_irqs_state" && Restore)
    return "'pvlint::restores_irqs_state' contradicts 'pvlint::" +
           Restore->Text + "' on the same function: leave one of them out";
  if (&Part == &Restore && Entry.KeepsIrqs)
    return "'pvlint::" + A.Text +
           "' contradicts 'pvlint::restores_irqs_state' on the same function: "
           "leave one of them out";
  if (std::string Wrong = Set(Part); !Wrong.empty())
    return Wrong;
  Entry.Name = A.Function;
  Entry.IsDeclared = true;
  if (&Part == &Requires)
    Entry.Requires = Text.ends_with("_on") ? Required::On : Required::Off;
  else if (&Part == &When)
    Entry.Happens =
        Text == "when_zero" ? flow::When::Zero : flow::When::Nonzero;
  else if (Text == "returns_word")
    Entry.Save = WordPlace{};
  else if (Text == "stores_word")
    Entry.Save = WordPlace{WordPlace::Pointee, Arg, ""};
  else if (Text == "consumes_word")
    Entry.Restore = WordPlace{WordPlace::Argument, Arg, ""};
  else if (Text == "consumes_stored_word")
    Entry.Restore = WordPlace{WordPlace::Pointee, Arg, ""};
  else if (Text == "restores_irqs_state")
    Entry.KeepsIrqs = true;
  else
    Entry.Irqs = Text.ends_with("_on") ? IrqsAfter::On : IrqsAfter::Off;
  return "";
}

std::string AnnotatedFunction::incomplete() const {
  if (!When || Entry.hasEffect())
    return "";
  return "'pvlint::" + When->Text +
         "' says when, but no other annotation says what then happens: add "
         "that, such as 'pvlint::returns_irqs_off'";
}

} // namespace pvlint::flow
