using Ledger.Certificates.Names;

namespace Ledger.Cli.Views;

/// <summary>Shows names of certificates readable; that an old encoding was guessed is said.</summary>
internal static class Names
{
    internal static string Show(CliContext context, DistinguishedName name)
    {
        var readable = ReadableName.Of(name);
        if (readable.Warning is { } warning)
        {
            context.Error.WriteLine($"Warning: {warning}");
        }

        return readable.Text;
    }
}
