using System.Text.Json.Nodes;
using Ledger.Cli.Output;
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
            var document = new JsonObject { ["height"] = listing.Height, ["authorities"] = new JsonArray([.. listing.Authorities.Select(one => (JsonNode)Of(one))]) };
            invocation.Report.ShowList($"{listing.Authorities.Count} CAs as of height {listing.Height}", document, "authorities", Columns);
            return ExitCode.Done;
        });

    private static JsonObject Of(RecognisedAuthority authority) => new()
    {
        ["id"] = authority.Entry.CaId,
        ["name"] = authority.Entry.Name,
        ["product"] = authority.Entry.Product,
        ["uscc"] = authority.Entry.Uscc,
        ["status"] = authority.Status.Status.ToString(),
        ["since"] = Documents.Time(authority.Status.EffectiveFrom),
        ["reason"] = authority.Status.Reason,
        ["evidence_digest"] = Documents.Hex(authority.Status.EvidenceDigest),
        ["certificates"] = authority.Entry.Certificates.Count(certificate => certificate.TrustedUntil == 0),
        ["profile"] = authority.Entry.Profile,
        ["ocsp_urls"] = new JsonArray([.. authority.Entry.OcspUrls.Select(url => (JsonNode)url)]),
        ["crl_urls"] = new JsonArray([.. authority.Entry.CrlUrls.Select(url => (JsonNode)url)]),
        ["history"] = new JsonArray([.. authority.Standing.Statuses.Select(status => (JsonNode)new JsonObject
        {
            ["from"] = Documents.Time(status.EffectiveFrom), ["status"] = status.Status.ToString(), ["reason"] = status.Reason,
        })]),
    };
}
