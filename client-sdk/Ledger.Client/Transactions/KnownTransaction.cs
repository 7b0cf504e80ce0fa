using Google.Protobuf;
using Ledger.Protocol;

namespace Ledger.Client.Transactions;

/// <summary>What an asker knows of a transaction: the more, the more of an answer can be held against it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="NotAfter">
/// Its not_after, without which nobody can prove to have seen it expire; null where the asker has the id alone.
/// </param>
/// <param name="Signature">The signature that was sent; null where somebody else sent it.</param>
internal sealed record KnownTransaction(Digest Id, long? NotAfter = null, ByteString? Signature = null);
