using System.CommandLine;
using Ledger.Certificates.Paths;
using Ledger.Crypto.Signatures;

namespace Ledger.Cli.Commands.Authorities;

/// <summary>
/// Against what, for when and for what use certificates' paths are judged: the same options with every command that judges them.
/// </summary>
internal sealed class PathCheckOptions
{
    private const string Folder =
        "A folder of authorities, subfolders too. A certificate signed by itself is an anchor, and so is any in a folder called " +
        "anchors; all others only help to build paths, and so does any in a folder called intermediates. Revocation lists in it count. " +
        "trust.json in it may give an algorithm floor and CA profiles.";

    private readonly Option<string?> _trust;
    private readonly Option<long?> _at = TypedOption.MaybeTime("--at", "The time that the answer is for; now otherwise.");
    private readonly Option<string> _usage = new Option<string>("--usage")
    {
        Description = "What the certificate is to be used for: login, sign, seal or encrypt; any otherwise.",
        DefaultValueFactory = _ => "any",
    }.AcceptOnlyFromAmong("any", "login", "sign", "seal", "encrypt");
    private readonly Option<string?> _lists = new("--crl") { Description = "A folder of revocation lists.", HelpName = "DIR" };
    private readonly Option<bool> _requireLists = new("--require-crl")
    {
        Description =
            "Refuse a certificate that no revocation list covers, or of which a list that was given and cannot be used may speak.",
    };

    /// <param name="without">What happens without <c>--trust</c>; null where it must be given.</param>
    internal PathCheckOptions(string? without = null) =>
        _trust = new("--trust")
        {
            Description = without is null ? Folder : $"{Folder} {without}",
            HelpName = "DIR",
            Required = without is null,
        };

    internal void AddTo(CliCommand command)
    {
        foreach (var option in (ReadOnlySpan<Option>)[_trust, _at, _usage, _lists, _requireLists])
        {
            command.Add(option);
        }
    }

    /// <summary>The check that the options ask for, warnings of the folders shown; null where no folder was given.</summary>
    internal CertificateCheck? Open(Invocation invocation)
    {
        if (invocation.Value(_trust) is not { } trustPath)
        {
            return RefuseOthers(invocation);
        }

        var verifier = new SignatureVerifier();
        var validator = new PathValidator(verifier, new CertificateSignatureCache());
        var trust = TrustFolder.Read(trustPath, validator);
        var more = invocation.Value(_lists) is { } folder ? TrustFolder.ReadLists(folder, validator) : null;
        var lists = new GivenLists(invocation, verifier, trust, more);
        return new CertificateCheck(validator, trust, lists.Warnings, new PathOptions
        {
            AtMs = invocation.Value(_at) ?? invocation.Now,
            Usage = Enum.Parse<CertificateUsage>(invocation.Value(_usage), ignoreCase: true),
            Floor = trust.Floor,
            Revocation = lists.Source,
            RequireRevocation = invocation.Value(_requireLists),
        });
    }

    /// <summary>Who names a time or a use expects a path to be judged, which nothing would do.</summary>
    private CertificateCheck? RefuseOthers(Invocation invocation)
    {
        foreach (var option in (ReadOnlySpan<Option>)[_at, _usage, _lists, _requireLists])
        {
            if (invocation.Parsed.GetResult(option) is { Implicit: false })
            {
                throw CliException.Usage(
                    $"{option.Name} is about certificates' paths, and none is checked without --trust DIR.",
                    $"{option.Name} 用于证书路径校验，未给 --trust DIR 时不校验路径。");
            }
        }

        return null;
    }
}
