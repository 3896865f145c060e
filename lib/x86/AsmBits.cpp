//===- AsmBits.cpp - what an asm statement does to bits -------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One interpreter, of one instruction after another: what it knows of each
// hangs on the same state and operands, so it stays in one file.
//
//===----------------------------------------------------------------------===//

#include "x86/AsmBits.h"
#include "AsmNumber.h"
#include "AsmRegisters.h"
#include "contract/AsmText.h"
#include "values/Masked.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"

using namespace llvm;

namespace pvlint::flow {
namespace {

/// What one place holds.
struct Content {
  BitValue V;
  uint64_t Kept = 0;   ///< bits that are still the place's own
  uint64_t FromIf = 0; ///< bits that hang on the interrupt flag
  bool IsWord = false; ///< the pushed flags, as they were

  friend bool operator==(const Content &, const Content &) = default;

  static Content number(uint64_t N) { return {BitValue::constant(N)}; }

  Content part(unsigned At, unsigned Bits) const {
    const uint64_t Mask = Bits >= 64 ? ~uint64_t(0) : (uint64_t(1) << Bits) - 1;
    return {V.shr(At).cut(Bits), Kept >> At & Mask, FromIf >> At & Mask,
            IsWord && !At && Bits >= 32};
  }
  /// Whether it was masked down to where the interrupt flag counts.
  bool asksIf() const { return FromIf && isMasked(V.possible()); }
  void join(const Content &O) {
    V = BitValue::join(V, O.V);
    Kept &= O.Kept;
    FromIf |= O.FromIf;
    IsWord &= O.IsWord;
  }
};

struct Condition {
  bool OnIf = false;
  bool Undefined = false;
  friend bool operator==(const Condition &, const Condition &) = default;
};

struct Machine {
  std::vector<Content> Slots;
  SmallVector<Content, 2> Stack;
  Condition Flags;

  friend bool operator==(const Machine &, const Machine &) = default;

  bool join(const Machine &O) {
    Machine Old = *this;
    for (size_t I = 0; I != Slots.size(); ++I)
      Slots[I].join(O.Slots[I]);
    if (Stack.size() != O.Stack.size())
      Stack.clear();
    for (size_t I = 0; I != Stack.size(); ++I)
      Stack[I].join(O.Stack[I]);
    Flags.OnIf |= O.Flags.OnIf;
    Flags.Undefined |= O.Flags.Undefined;
    return !(Old == *this);
  }
};

/// An operand as an instruction sees it.
struct Place {
  enum Kind : uint8_t {
    Nothing, ///< memory, or what is not understood: nothing is known of it
    Number,
    Register,
    Memory, ///< an output in memory
    Stack,  ///< what was pushed
  } K = Nothing;
  uint64_t Value = 0;
  RegisterPart P;
  unsigned Byte = 0; ///< Stack: from its top
};

class Statement {
public:
  explicit Statement(const AsmStatement &S)
      : S(S), Code(asmParse(S.Text)), WordBytes(S.WordBits / 8),
        HasAlternatives(StringRef(S.Text).contains(".altinstr")) {}

  AsmEffect run() {
    std::vector<std::optional<Machine>> At(Code.size());
    At[0] = start();
    SmallVector<size_t, 8> Work{0};
    auto Arrive = [&](size_t To, const Machine &M) {
      if (!At[To])
        At[To] = M;
      else if (!At[To]->join(M))
        return;
      Work.push_back(To);
    };
    while (!Work.empty()) {
      const size_t I = Work.pop_back_val();
      if (I + 1 == Code.size())
        continue;
      Now = *At[I];
      Next = I + 1;
      Other.reset();
      step(Code[I], I);
      if (Next)
        Arrive(*Next, Now);
      if (Other)
        Arrive(*Other, Now);
    }
    return finish(At.back());
  }

private:
  const AsmStatement &S;
  const SmallVector<AsmInstruction, 8> Code;
  const unsigned WordBytes;
  const bool HasAlternatives;
  SmallVector<unsigned, 4> Slot; ///< of each operand
  Machine Now;
  std::optional<size_t> Next, Other;
  AsmEffect Effect;

  const AsmOperand *operand(unsigned I) const {
    if (I < S.Outputs.size())
      return &S.Outputs[I];
    I -= S.Outputs.size();
    return I < S.Inputs.size() ? &S.Inputs[I] : nullptr;
  }

  Machine start() {
    Machine M;
    M.Slots.resize(NumRegisters);
    auto Own = [&](const AsmOperand &O) {
      if (!O.IsMemory && !O.Register.empty())
        if (auto R = registerOf(O.Register))
          return *R;
      M.Slots.emplace_back();
      return unsigned(M.Slots.size() - 1);
    };
    for (const std::string &Name : S.Clobbers)
      if (auto R = registerOf(Name))
        M.Slots[*R].V = BitValue::undefined();
    const bool ReadsMemory =
        any_of(S.Inputs, [](const AsmOperand &O) { return O.IsMemory; });
    for (const AsmOperand &O : S.Outputs) {
      Slot.push_back(Own(O));
      Content &C = M.Slots[Slot.back()];
      // `"=m"(x) : "m"(x)` is an old way to say "+m".
      if (O.KeepsOld || (O.IsMemory && ReadsMemory))
        C = {{}, ~uint64_t(0)};
      else
        C = {BitValue::undefined()};
    }
    Effect.Outputs.resize(S.Outputs.size());
    for (unsigned I = 0; I != S.Inputs.size(); ++I) {
      const AsmOperand &O = S.Inputs[I];
      Slot.push_back(O.Tied ? Slot[*O.Tied] : Own(O));
      M.Slots[Slot.back()] = {
          O.Number ? BitValue::constant(*O.Number) : BitValue(), ~uint64_t(0)};
      for (unsigned N = 0; N != S.Outputs.size(); ++N)
        if (Slot[N] == Slot.back())
          Effect.Outputs[N].From = I;
    }
    return M;
  }

  AsmEffect finish(const std::optional<Machine> &End) {
    if (!End) { // not in sight
      Effect.Outputs.assign(S.Outputs.size(), {});
      return std::move(Effect);
    }
    for (unsigned N = 0; N != S.Outputs.size(); ++N) {
      AsmOutput &Out = Effect.Outputs[N];
      if (S.Outputs[N].IsCondition) {
        Out.Bits = BitValue::boolean(End->Flags.Undefined);
        Effect.DecidesOnIf |= End->Flags.OnIf;
        continue;
      }
      if (S.Outputs[N].IsOther)
        continue;
      const Content C =
          End->Slots[Slot[N]].part(0, std::max(8u, S.Outputs[N].Bits));
      Out.Bits = C.V;
      Out.Kept = C.Kept;
      // An alternative may set what this text does not.
      if (HasAlternatives && !~(C.V.Undefined | C.V.Zero))
        Out.Bits = {};
      if (N == 0)
        Effect.YieldsWord = C.IsWord;
    }
    // An empty text is for the compiler.
    if (Code.size() == 1)
      for (AsmOutput &Out : Effect.Outputs)
        if (!Out.Kept)
          Out.Bits = {};
    return std::move(Effect);
  }

  //===--------------------------------------------------------------------===//
  // Operands
  //===--------------------------------------------------------------------===//

  Place parse(StringRef Text) const {
    Place R;
    if (Text.consume_front("*"))
      return R;
    // Per-CPU variables.
    if (!Text.consume_front("%%gs:"))
      Text.consume_front("%%fs:");
    if (Text.consume_front("%%")) {
      if (auto P = registerPart(Text.lower())) {
        R.K = Place::Register;
        R.P = *P;
      }
      return R;
    }
    const bool IsImmediate = Text.consume_front("$");
    if (Text.consume_front("%"))
      return reference(Text, IsImmediate);
    if (IsImmediate) {
      if (auto N = asmNumber(Text)) {
        R.K = Place::Number;
        R.Value = *N;
      }
      return R;
    }
    if (auto Offset = stackOffset(Text)) {
      R.K = Place::Stack;
      R.Byte = *Offset;
    }
    return R;
  }

  Place reference(StringRef Text, bool IsImmediate) const {
    Place R;
    char Modifier = 0;
    if (!Text.empty() && isAlpha(Text.front())) {
      Modifier = Text.front();
      Text = Text.drop_front();
    }
    unsigned N;
    if (Text.consumeInteger(10, N) || !Text.empty())
      return R; // an address with it
    const AsmOperand *O = operand(N);
    if (!O || O->IsCondition)
      return R;
    const bool IsOutputs =
        is_contained(ArrayRef(Slot).take_front(S.Outputs.size()), Slot[N]);
    if (O->Number && !IsOutputs &&
        (IsImmediate || !Modifier || Modifier == 'c')) {
      R.K = Place::Number;
      R.Value = *O->Number;
      return R;
    }
    if (IsImmediate)
      return R;
    R.P.Slot = Slot[N];
    if (O->IsMemory) {
      R.K = N < S.Outputs.size() && Modifier != 'H' ? Place::Memory
                                                    : Place::Nothing;
      return R;
    }
    R.P.At = Modifier == 'h' ? 8 : 0;
    R.P.Bits = Modifier == 'b' || Modifier == 'h' ? 8
               : Modifier == 'w'                  ? 16
               : Modifier == 'k'                  ? 32
               : Modifier == 'q'                  ? 64
               : !Modifier                        ? std::max(8u, O->Bits)
                                                  : 0;
    if (R.P.Bits)
      R.K = Place::Register;
    return R;
  }

  /// "8(%%rsp)", in bytes.
  static std::optional<unsigned> stackOffset(StringRef Text) {
    const size_t Open = Text.find('(');
    const StringRef In = Text.substr(Open).trim();
    if (In != "(%%rsp)" && In != "(%%esp)")
      return std::nullopt;
    const StringRef Offset = Text.substr(0, Open).trim();
    if (Offset.empty())
      return 0;
    auto N = asmNumber(Offset);
    return N && *N < 4096 ? std::optional(unsigned(*N)) : std::nullopt;
  }

  /// The content that holds byte \p Byte of the stack.
  Content *pushed(unsigned Byte) {
    const size_t N = Byte / WordBytes;
    return N < Now.Stack.size() ? &Now.Stack[Now.Stack.size() - 1 - N]
                                : nullptr;
  }

  Content read(const Place &From, unsigned Bits) {
    switch (From.K) {
    case Place::Number:
      return Content::number(From.Value).part(0, Bits);
    case Place::Register:
      return Now.Slots[From.P.Slot].part(From.P.At, Bits);
    case Place::Memory:
      return Now.Slots[From.P.Slot].part(0, Bits);
    case Place::Stack:
      if (Content *C = pushed(From.Byte))
        return C->part(From.Byte % WordBytes * 8, Bits);
      break;
    case Place::Nothing:
      break;
    }
    return {BitValue().cut(Bits)};
  }

  static void insert(Content &Whole, const Content &C, unsigned At,
                     unsigned Bits) {
    const uint64_t Mask =
        (Bits >= 64 ? ~uint64_t(0) : (uint64_t(1) << Bits) - 1) << At;
    Whole.V = Whole.V.insert(C.V, At, Bits);
    Whole.Kept = (Whole.Kept & ~Mask) | (C.Kept << At & Mask);
    Whole.FromIf = (Whole.FromIf & ~Mask) | (C.FromIf << At & Mask);
    Whole.IsWord = C.IsWord && !At && Bits >= 32;
  }

  void write(const Place &To, unsigned Bits, const Content &C) {
    switch (To.K) {
    case Place::Register: {
      if (To.P.Slot == StackRegister)
        Now.Stack.clear();
      Content &Whole = Now.Slots[To.P.Slot];
      if (Bits < 32)
        return insert(Whole, C, To.P.At, Bits);
      // Writing 32 bits clears the other half.
      Whole = C.part(0, Bits);
      return;
    }
    case Place::Memory:
      return insert(Now.Slots[To.P.Slot], C, 0, Bits);
    case Place::Stack:
      if (Content *Whole = pushed(To.Byte))
        insert(*Whole, C, To.Byte % WordBytes * 8, Bits);
      return;
    case Place::Number:
    case Place::Nothing:
      return;
    }
  }

  //===--------------------------------------------------------------------===//
  // Instructions
  //===--------------------------------------------------------------------===//

  /// \p Mnemonic without its width, which goes to \p Bits.
  static StringRef stem(StringRef Mnemonic, unsigned &Bits) {
    static constexpr StringLiteral Known[] = {
        "mov", "and", "or",  "xor", "add",  "sub",  "adc",   "sbb",
        "shl", "sal", "shr", "sar", "neg",  "not",  "inc",   "dec",
        "lea", "cmp", "bt",  "pop", "push", "test", "pushf", "popf"};
    Bits = 0;
    if (is_contained(Known, Mnemonic))
      return Mnemonic;
    if (Mnemonic == "movabs" || Mnemonic == "movabsq") {
      Bits = 64;
      return "mov";
    }
    const StringRef Stem = Mnemonic.drop_back();
    if (!is_contained(Known, Stem))
      return Mnemonic;
    Bits = StringSwitch<unsigned>(Mnemonic.take_back())
               .Case("b", 8)
               .Case("w", 16)
               .Case("l", 32)
               .Case("q", 64)
               .Default(0);
    return Bits ? Stem : Mnemonic;
  }

  static bool isHarmless(StringRef Mnemonic) {
    return is_contained({"nop",    "cli",     "sti",     "clac",   "stac",
                         "cld",    "std",     "lfence",  "mfence", "sfence",
                         "pause",  "endbr64", "endbr32", "rep",    "lock",
                         "hlt",    "popf",    "verw",    "swapgs", "serialize",
                         "clflush"},
                        Mnemonic) ||
           Mnemonic.starts_with("prefetch") || Mnemonic.starts_with("nop");
  }

  /// Whatever it is, it may write what it names, and any register of a name.
  void unknown(const AsmInstruction &I) {
    for (unsigned R = 0; R != NumRegisters; ++R)
      Now.Slots[R] = {};
    for (StringRef Text : I.Operands) {
      const Place P = parse(Text);
      if (P.K == Place::Register || P.K == Place::Memory)
        Now.Slots[P.P.Slot] = {};
      if (P.K == Place::Stack || Text.contains("%%rsp") ||
          Text.contains("%%esp"))
        Now.Stack.clear();
    }
    forgetMemory();
    Now.Flags = {};
  }

  /// Something was written through an address that nobody follows.
  void forgetMemory() {
    for (size_t N = 0; N != S.Outputs.size(); ++N)
      if (S.Outputs[N].IsMemory)
        Now.Slots[Slot[N]] = {};
  }

  void jump(StringRef To, size_t From, std::optional<size_t> &Where) {
    Where = Code.size() - 1; // out of the statement, or to its end
    const bool Forward = To.ends_with("f"), Back = To.ends_with("b");
    StringRef Name = To;
    if ((Forward || Back) && all_of(To.drop_back(), isDigit))
      Name = To.drop_back();
    const bool IsLocal = Name.size() != To.size();
    for (size_t N = 0; N != Code.size(); ++N) {
      if (!is_contained(Code[N].Labels, Name))
        continue;
      if (!IsLocal) {
        Where = N;
        return;
      }
      if (Back && N <= From)
        Where = N;
      if (Forward && N > From) {
        Where = N;
        return;
      }
    }
  }

  /// Of the flags, after a result that says all.
  void setFlags(const Content &Result) {
    Now.Flags = {Result.asksIf(), Result.V.Undefined != 0};
  }

  void decide() { Effect.DecidesOnIf |= Now.Flags.OnIf; }

  static Content logic(const Content &A, const Content &B, BitValue V) {
    Content R{V};
    const bool TwoWords = A.FromIf && B.FromIf;
    R.FromIf = TwoWords ? 0 : (A.FromIf | B.FromIf) & V.possible() & ~V.One;
    return R;
  }

  /// What an address leads to may be an output in memory.
  void forgetAddressed(const AsmInstruction &I) {
    for (StringRef Text : I.Operands)
      if (parse(Text).K == Place::Nothing &&
          (Text.contains('(') ||
           (Text.contains('%') && !Text.starts_with("%%"))))
        forgetMemory();
  }

  void step(const AsmInstruction &I, size_t At) {
    unsigned Bits = 0;
    forgetAddressed(I);
    const StringRef Whole = I.Mnemonic;
    const StringRef Name = stem(Whole, Bits);
    const auto &Ops = I.Operands;
    if (Name == "jmp") {
      Next.reset();
      return Ops.size() == 1 ? jump(Ops[0], At, Other) : void();
    }
    if (Whole == "ret" || Whole == "retq" || Whole == "ud2") {
      Next.reset();
      return;
    }
    if (Name.starts_with("loop") && Ops.size() == 1) {
      Now.Slots[*registerOf("c")] = {};
      if (Name != "loop")
        decide();
      return jump(Ops[0], At, Other);
    }
    if (Name.starts_with("j") && Ops.size() == 1) {
      if (!Name.ends_with("cxz")) // which looks at a register
        decide();
      return jump(Ops[0], At, Other);
    }
    if (Name == "pushf") {
      Now.Stack.push_back({{}, 0, S.EnableMask, true});
      return;
    }
    if (Name == "popf") {
      if (!Now.Stack.empty())
        Now.Stack.pop_back();
      Now.Flags = {};
      return;
    }
    if (isHarmless(Name))
      return;
    if (Name.starts_with("set") && Ops.size() == 1) {
      decide();
      Content C{BitValue::boolean(Now.Flags.Undefined)};
      return write(parse(Ops[0]), 8, C);
    }
    if (Name == "push" && Ops.size() == 1) {
      Content C = read(parse(Ops[0]), S.WordBits);
      C.Kept = 0;
      Now.Stack.push_back(C);
      return;
    }
    if (Name == "pop" && Ops.size() == 1) {
      Content C{BitValue()};
      if (!Now.Stack.empty())
        C = Now.Stack.pop_back_val();
      Place To = parse(Ops[0]);
      const auto Left = Now.Stack;
      write(To, S.WordBits, C);
      if (To.K != Place::Register || To.P.Slot != StackRegister)
        Now.Stack = Left;
      return;
    }
    if (extend(I))
      return;
    if (Name.starts_with("cmov") && Ops.size() == 2) {
      decide();
      const Place To = parse(Ops[1]);
      if (To.K != Place::Register)
        return unknown(I);
      Content C = read(To, To.P.Bits), New = read(parse(Ops[0]), To.P.Bits);
      New.Kept = 0;
      C.join(New);
      return write(To, To.P.Bits, C);
    }
    if (Ops.empty() || Ops.size() > 2)
      return unknown(I);
    const Place To = parse(Ops.back());
    const Place From = Ops.size() == 2 ? parse(Ops[0]) : Place();
    const bool IsShift =
        is_contained({"shl", "sal", "shr", "sar"}, Name) && Ops.size() == 2;
    if (!Bits)
      Bits = To.K == Place::Register                 ? To.P.Bits
             : From.K == Place::Register && !IsShift ? From.P.Bits
                                                     : 0;
    if (!Bits)
      return unknown(I);
    arithmetic(I, Name, To, From, Bits);
  }

  /// movzbl, movslq and their like.
  bool extend(const AsmInstruction &I) {
    StringRef Name = I.Mnemonic;
    if (I.Operands.size() != 2)
      return false;
    const bool Signed = Name.starts_with("movs");
    if (!Signed && !Name.starts_with("movz"))
      return false;
    Name = Name.drop_front(4);
    const Place From = parse(I.Operands[0]), To = parse(I.Operands[1]);
    unsigned FromBits = From.K == Place::Register ? From.P.Bits : 0;
    if (Name.consume_front("b"))
      FromBits = 8;
    else if (Name.consume_front("w"))
      FromBits = 16;
    else if (Signed && Name.consume_front("l"))
      FromBits = 32;
    else if (!Name.consume_front("x"))
      return false;
    if (To.K != Place::Register || !FromBits || Name.size() > 1)
      return false;
    Content C = read(From, FromBits);
    if (From.K != Place::Register || From.P.At || From.P.Slot != To.P.Slot)
      C.Kept = 0;
    C.V = C.V.cut(FromBits, Signed);
    write(To, To.P.Bits, C);
    return true;
  }

  void arithmetic(const AsmInstruction &I, StringRef Name, const Place &To,
                  const Place &From, unsigned Bits) {
    const bool OneOperand = I.Operands.size() == 1;
    const bool SamePlace =
        !OneOperand && StringRef(I.Operands[0]) == I.Operands[1];
    // What is pushed may be let go of.
    if (To.K == Place::Register && To.P.Slot == StackRegister &&
        moveStack(I, Name, From))
      return;
    const Content A = read(To, Bits), B = read(From, Bits);
    const auto Amount = B.V.asConstant();
    auto Logic = [&](BitValue V, uint64_t Kept) {
      Content R = logic(A, B, V);
      R.Kept = A.Kept & Kept;
      return R;
    };
    Content R;
    if (Name == "mov" && !OneOperand) {
      R = B;
      if (!SamePlace)
        R.Kept = 0;
      return write(To, Bits, R);
    }
    if (Name == "lea" && !OneOperand) {
      return write(To, Bits, {BitValue().cut(Bits)});
    }
    if (Name == "not") {
      R = {(~A.V).cut(Bits), 0, A.FromIf};
      return write(To, Bits, R);
    }
    if (Name == "bt" && Amount) {
      const uint64_t Bit = uint64_t(1) << (*Amount & (Bits - 1));
      Now.Flags = {(A.FromIf & Bit) != 0, (A.V.Undefined & Bit) != 0};
      return;
    }
    if ((Name == "test" || Name == "cmp") && !OneOperand) {
      if (Name == "test") {
        R = SamePlace ? A : Logic(A.V & B.V, 0);
        setFlags(R);
      } else {
        const bool TwoWords = A.FromIf && B.FromIf;
        Now.Flags = {!TwoWords && (A.asksIf() || B.asksIf()),
                     (A.V.Undefined | B.V.Undefined) != 0};
      }
      return;
    }
    if ((Name == "shl" || Name == "sal" || Name == "shr" || Name == "sar")) {
      const unsigned N = OneOperand ? 1
                         : Amount   ? *Amount & (Bits == 64 ? 63 : 31)
                                    : 64;
      if (N >= Bits)
        return written(To, Bits, A, B);
      const bool Left = Name == "shl" || Name == "sal";
      // What is shifted out last is the carry.
      const uint64_t Out = N ? uint64_t(1) << (Left ? Bits - N : N - 1) : 0;
      R.V = (Left ? A.V.shl(N) : A.V.shr(N)).cut(Bits);
      if (Name == "sar" && N)
        R.V = BitValue{0, 0, A.V.Undefined >> N};
      R.FromIf = (Left ? A.FromIf << N : A.FromIf >> N) & R.V.possible();
      setFlags(R);
      Now.Flags.OnIf |= (A.FromIf & Out) != 0;
      Now.Flags.Undefined |= (A.V.Undefined & Out) != 0;
      return write(To, Bits, R);
    }
    if (Name == "neg") {
      R = {(-A.V).cut(Bits), 0, A.FromIf ? A.FromIf | ~(A.FromIf - 1) : 0};
    } else if (Name == "inc" || Name == "dec") {
      R = {BitValue::add(A.V, BitValue::constant(Name == "inc" ? 1 : -1))
               .cut(Bits),
           0, A.FromIf};
    } else if (OneOperand) {
      return unknown(I);
    } else if (Name == "and") {
      R = SamePlace ? A : Logic(A.V & B.V, B.V.One);
    } else if (Name == "or") {
      R = SamePlace ? A : Logic(A.V | B.V, B.V.Zero);
    } else if (Name == "xor") {
      R = SamePlace ? Content::number(0) : Logic(A.V ^ B.V, B.V.Zero);
    } else if (Name == "add" || Name == "sub") {
      const bool Add = Name == "add";
      R = {SamePlace ? Add ? A.V.shl(1) : BitValue::constant(0)
           : Add     ? BitValue::add(A.V, B.V)
                     : BitValue::sub(A.V, B.V)};
      R.V = R.V.cut(Bits);
      R.FromIf = SamePlace ? Add ? A.FromIf << 1 : 0 : A.FromIf | B.FromIf;
    } else if (Name == "sbb" && SamePlace) {
      // All bits are the carry.
      decide();
      const uint64_t All = Now.Flags.Undefined ? ~uint64_t(0) : 0;
      return write(To, Bits, {BitValue{0, 0, All}.cut(Bits)});
    } else if (Name == "adc" || Name == "sbb") {
      decide();
      return written(To, Bits, A, B);
    } else {
      return unknown(I);
    }
    write(To, Bits, R);
    setFlags(R);
  }

  /// A result of which nothing is known but what it hangs on.
  void written(const Place &To, unsigned Bits, const Content &A,
               const Content &B) {
    const uint64_t All =
        A.V.Undefined | B.V.Undefined || Now.Flags.Undefined ? ~uint64_t(0) : 0;
    Content R{BitValue{0, 0, All}.cut(Bits)};
    write(To, Bits, R);
    setFlags(R);
  }

  /// Whether the stack pointer was moved by whole words.
  bool moveStack(const AsmInstruction &I, StringRef Name, const Place &From) {
    std::optional<unsigned> Bytes;
    if (Name == "add" && From.K == Place::Number)
      Bytes = From.Value;
    else if (Name == "lea" && I.Operands.size() == 2)
      Bytes = stackOffset(I.Operands[0]);
    if (!Bytes || *Bytes % WordBytes)
      return false;
    for (unsigned N = *Bytes / WordBytes; N && !Now.Stack.empty(); --N)
      Now.Stack.pop_back();
    if (Name == "add")
      Now.Flags = {};
    return true;
  }
};

} // namespace

AsmEffect asmEffect(const AsmStatement &S) {
  // What the assembler leaves out or repeats is not known here.
  for (StringRef Directive : {".if", ".rept", ".irp", ".macro"})
    if (StringRef(S.Text).contains(Directive)) {
      AsmEffect Anything;
      Anything.Outputs.resize(S.Outputs.size());
      return Anything;
    }
  return Statement(S).run();
}

} // namespace pvlint::flow
