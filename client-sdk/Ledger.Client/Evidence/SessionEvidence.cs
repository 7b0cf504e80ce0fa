using System.Security.Cryptography;
using Google.Protobuf;
using Ledger.Client.Sessions;
using Ledger.Crypto;
using Ledger.Protocol.Sessions;
using Ledger.Protocol.V1;

namespace Ledger.Client.Evidence;

/// <summary>A confirmed scan session as evidence (DESIGN §7).</summary>
/// <param name="Session">
/// What goes into the centre's book, whose root goes on the chain: <see cref="LedgerClient.RecordSessionsAsync"/>.
/// </param>
/// <param name="Opening">
/// What the centre keeps, as a secret: with it alone the record says who agreed to what. Without it the record proves nothing.
/// </param>
public sealed record SessionEvidence(FinishedSession Session, SessionOpening Opening)
{
    /// <summary>
    /// The evidence of a checked confirmation, under a fresh salt. When it finished is the node's word, so it counts only as far as it lies
    /// within the times that centre and phone signed.
    /// </summary>
    public static SessionEvidence Of(ScanConfirmation confirmation, IHasher hasher)
    {
        ArgumentNullException.ThrowIfNull(confirmation);
        var ticket = confirmation.Answer.Ticket;
        var opening = new SessionOpening
        {
            Salt = ByteString.CopyFrom(RandomNumberGenerator.GetBytes(SessionRecords.SaltBytes)),
            SubjectUscc = confirmation.SubjectUscc,
            FinishedAt = Math.Clamp(confirmation.ConfirmedAt, ticket.Iat, ticket.Exp),
            Answer = confirmation.Answer,
        };
        return new SessionEvidence(SessionRecords.Of(hasher, opening), opening);
    }
}
