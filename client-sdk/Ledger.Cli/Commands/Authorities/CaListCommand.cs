using Ledger.Client.CaTrust;

namespace Ledger.Cli.Commands.Authorities;

internal sealed class CaListCommand : CliCommand
{
    private static readonly string[] Columns = ["id", "name", "product", "uscc", "status", "since", "certificates", "profile"];

    internal CaListCommand(CliContext context)
        : base("list", "The CAs on the chain's trust list with their status; proven that none is left out.", "ledger ca list --json") =>
        Does(context, async (invocation, cancellationToken) =>
        {
            var listing = await invocation.OpenReader().CaTrust.ListAsync(cancellationToken: cancellationToken);
            var document = new Document
            {
                ["height"] = listing.Height,
                ["authorities"] = Datum.List(listing.Authorities.Select(one => Of(one))),
            };
            invocation.Report.ShowList(
                (
                    $"{listing.Authorities.Count} CAs as of height {listing.Height:N0}",
                    $"截至高度 {listing.Height:N0}，{listing.Authorities.Count} 家认证机构"),
                document,
                "authorities",
                Columns);
            return ExitCode.Done;
        });

    private static Document Of(RecognisedAuthority authority) => new()
    {
        ["id"] = authority.Entry.CaId,
        ["name"] = authority.Entry.Name,
        ["product"] = authority.Entry.Product,
        ["uscc"] = authority.Entry.Uscc,
        ["status"] = Datum.Word(authority.Status.Status),
        ["since"] = Datum.Time(authority.Status.EffectiveFrom),
        ["reason"] = authority.Status.Reason,
        ["evidence_digest"] = Datum.Id(authority.Status.EvidenceDigest),
        ["certificates"] = authority.Entry.Certificates.Count(certificate => certificate.TrustedUntil == 0),
        ["profile"] = authority.Entry.Profile,
        ["licences"] = Datum.List(authority.Entry.Licences.Select(licence => new Document
        {
            ["kind"] = Datum.Word(licence.Kind),
            ["number"] = licence.Number,
            ["valid_from"] = Datum.Time(licence.ValidFrom),
            ["valid_until"] = Datum.Time(licence.ValidUntil),
        })),
        ["ocsp_urls"] = Datum.List(authority.Entry.OcspUrls.Select(url => url)),
        ["crl_urls"] = Datum.List(authority.Entry.CrlUrls.Select(url => url)),
        ["history"] = Datum.List(authority.Standing.Statuses.Select(status => new Document
        {
            ["from"] = Datum.Time(status.EffectiveFrom),
            ["status"] = Datum.Word(status.Status),
            ["reason"] = status.Reason,
        })),
    };
}
