using Ledger.Protocol;

namespace Ledger.Client.Mailbox;

/// <summary>A letter as its reader gets it. It may come again, also from another node: the digest tells.</summary>
/// <param name="Content">What was written; by whom, only the content itself can prove.</param>
/// <param name="Digest">What names the letter.</param>
/// <param name="Sequence">Its number in its box at its node.</param>
/// <param name="ArrivedHour">When it came there, hours since 1970.</param>
public sealed record ReceivedLetter(ReadOnlyMemory<byte> Content, Digest Digest, ulong Sequence, uint ArrivedHour);
