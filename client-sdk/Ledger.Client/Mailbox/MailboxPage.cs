using Ledger.Protocol;

namespace Ledger.Client.Mailbox;

/// <summary>Letters that lie at one node, in order. Acknowledged as one once they were dealt with.</summary>
/// <param name="Node">The node.</param>
/// <param name="Through">Sequence number of the last, decoys and what did not open included.</param>
/// <param name="Letters">What opened.</param>
/// <param name="Decoys">Letters that were cover.</param>
/// <param name="Unreadable">Boxes that did not open, or hold no letter: anybody may leave such.</param>
public sealed record MailboxPage(Digest Node, ulong Through, IReadOnlyList<ReceivedLetter> Letters, int Decoys, int Unreadable);

/// <summary>A letter as its reader gets it. It may come again, also from another node: the digest tells.</summary>
/// <param name="Content">What was written; by whom, only the content itself can prove.</param>
/// <param name="Digest">What names the letter.</param>
/// <param name="Sequence">Its number in its box at its node.</param>
/// <param name="ArrivedHour">When it came there, hours since 1970.</param>
public sealed record ReceivedLetter(ReadOnlyMemory<byte> Content, Digest Digest, ulong Sequence, uint ArrivedHour);
