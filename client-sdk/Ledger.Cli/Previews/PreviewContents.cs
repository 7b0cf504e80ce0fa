using Google.Protobuf;
using Ledger.Certificates.Revocation;
using Ledger.Cli.Commands.Certificates;
using Ledger.Cli.Commands.Proposals;
using Ledger.Client;
using Ledger.Client.CaTrust;
using Ledger.Client.Membership;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Account;
using Ledger.Schema.Tender;

namespace Ledger.Cli.Previews;

/// <summary>
/// What a call says in words: its fields, and where they only name something – a proposal, a certificate – that thing itself.
/// </summary>
internal static class PreviewContents
{
    internal static async Task<Document> OfAsync(LedgerClient client, IMessage call, CancellationToken cancellationToken)
    {
        var content = MessageDocuments.Of(call);
        switch (call)
        {
            case ProposeChange propose:
                return ProposalDocuments.InWords(propose);
            case VoteOnProposal vote:
                content["proposal"] = await ProposalAsync(client, vote.ProposalId, cancellationToken);
                break;
            case CorrectProject { Corrected: { } corrected }:
                content["before"] = await ProjectAsync(client, corrected.TenderProjectCode, cancellationToken);
                break;
            case WithdrawProject withdraw:
                content["project"] = await ProjectAsync(client, withdraw.TenderProjectCode, cancellationToken);
                break;
            case RegisterCertificate register:
                return CertificateDocuments.Of(register.Certificate.Memory, client.Genesis);
            case ReplaceCertificate replace:
                content["successor"] = CertificateDocuments.Of((replace.Successor?.Certificate ?? ByteString.Empty).Memory, client.Genesis);
                content["certificate"] = await CertificateAsync(client, replace.OldCertificateId, cancellationToken);
                break;
            case RevokeCertificate revoke:
                content["certificate"] = await CertificateAsync(client, revoke.CertificateId, cancellationToken);
                break;
            case ImportCrl import:
                return OfList(import.CaId, import.Crl.Memory);
        }

        return content;
    }

    /// <summary>What a revocation list says; of what is no list its length alone, for the chain refuses it.</summary>
    internal static Document OfList(string caId, ReadOnlyMemory<byte> der)
    {
        var isList = RevocationList.TryParse(der, out var list, out _);
        return new Document
        {
            ["ca_id"] = caId,
            ["issuer"] = isList ? list!.Issuer.ToString() : null,
            ["this_update"] = Datum.Time(list?.ThisUpdateMs ?? 0),
            ["next_update"] = Datum.Time(list?.NextUpdateMs ?? 0),
            ["entries"] = list?.Count,
            ["bytes"] = der.Length,
        };
    }

    // Nobody votes on what was not shown.
    private static async Task<Document> ProposalAsync(LedgerClient client, ByteString id, CancellationToken cancellationToken) =>
        await new ProposalReader(client).FindAsync(id.Memory, cancellationToken) is { } standing
            ? ProposalDocuments.Of(standing)
            : throw CliException.NotFound(
                $"There is no proposal {Convert.ToHexStringLower(id.Span)}. Those that are open: `ledger proposal list`.",
                $"没有提案 {Convert.ToHexStringLower(id.Span)}；表决中的提案见 `ledger proposal list`。");

    private static async Task<Document?> ProjectAsync(LedgerClient client, string code, CancellationToken cancellationToken)
    {
        var found = await client.ReadAsync(TenderTables.Projects, TenderTables.Projects.Key(code), cancellationToken: cancellationToken);
        return found.Record is { } project ? MessageDocuments.Of(project.Created) : null;
    }

    // An id of another length, and one that is unknown, is the chain's to refuse by its rule.
    private static async Task<Document?> CertificateAsync(LedgerClient client, ByteString id, CancellationToken cancellationToken)
    {
        if (id.Length != Digest.Bytes)
        {
            return null;
        }

        var found = await client.ReadAsync(
            AccountTables.Certificates, AccountTables.Certificates.Key(id.Span), cancellationToken: cancellationToken);
        return found.Record is { } record
            ? CertificateDocuments.Of(new RegisteredCertificate(new Digest(id.Span), record), found.Time)
            : null;
    }
}
