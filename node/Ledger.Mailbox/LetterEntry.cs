using Ledger.Protocol;

namespace Ledger.Mailbox;

/// <summary>What is known of a letter beside its bytes.</summary>
/// <param name="Sequence">Its number in its box, ascending, with gaps.</param>
/// <param name="Hour">When it came, in hours since 1970: the node keeps no finer time.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Digest">What names it.</param>
internal readonly record struct LetterEntry(ulong Sequence, uint Hour, int Bytes, Digest Digest);
