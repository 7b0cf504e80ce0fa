using System.CommandLine;
using Ledger.Crypto;

namespace Ledger.Benchmarks;

/// <summary>Options that several benchmarks share.</summary>
internal static class CommonOptions
{
    internal static readonly Option<FileInfo?> Json = new("--json") { Description = "Also write the figures to this file, as JSON" };

    internal static readonly Option<CryptoSuite> Suite = new("--suite")
    {
        Description = "guomi or international",
        DefaultValueFactory = _ => CryptoSuite.Guomi,
    };
}
