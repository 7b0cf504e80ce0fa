using Ledger.Protocol;

namespace Ledger.Mail.Mailboxes;

/// <summary>What is known of a letter beside its bytes.</summary>
/// <param name="Sequence">Its number in its box, ascending, with gaps.</param>
/// <param name="Hour">When it came, in hours since 1970: the node keeps no finer time.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Digest">What names it.</param>
/// <param name="Write">The number of its write, from which it is told whether it is durable; 0 of one that was there when the store was
/// opened.</param>
internal readonly record struct LetterEntry(ulong Sequence, uint Hour, int Bytes, Digest Digest, ulong Write);
