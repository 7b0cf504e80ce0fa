using System.Text;
using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Credential;

namespace Ledger.Schema.Account;

/// <summary>Which entries of the state are about one market subject: its account, and what authorities and centres say of it.</summary>
public static class SubjectFacts
{
    /// <summary>
    /// Whether an entry is about the subject: its account, certificates, operators and bindings, its credentials with their commitments,
    /// and the checks of them. Sections and guarantees are not: who bids where is theirs to tell.
    /// </summary>
    /// <param name="uscc">The subject's code.</param>
    /// <param name="key">The entry's full key.</param>
    /// <param name="record">The entry's value; one that is none of its table's makes a certificate nobody's.</param>
    public static bool IsAbout(string uscc, ReadOnlySpan<byte> key, ReadOnlySpan<byte> record) =>
        key.SequenceEqual(AccountTables.Subjects.Key(uscc))
        || key.StartsWith(AccountTables.OperatorKey(uscc, []))
        || key.StartsWith(CredentialTables.RecordPrefix(uscc))
        || key.StartsWith(CredentialTables.CommitmentKey(uscc, []))
        || key.StartsWith(CredentialTables.CheckPrefix(uscc))
        || (key.StartsWith(AccountTables.LocalAccounts.Prefix) && key.EndsWith(Encoding.UTF8.GetBytes("/" + uscc)))
        || (key.StartsWith(AccountTables.Certificates.Prefix)
            && StrictMessage.Read(CertificateRecord.Parser, ByteString.CopyFrom(record))?.Uscc == uscc);
}
