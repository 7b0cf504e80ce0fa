using System.Globalization;
using Ledger.Client.Documents;

namespace Ledger.Cli.Commands.Mail;

/// <summary>A bar on standard error, for people; none with <c>--json</c>.</summary>
internal sealed class DocumentProgressBar(TextWriter error, bool isShown) : IProgress<DocumentProgress>
{
    private const int Width = 40;
    private int _shown = -1;

    public void Report(DocumentProgress value)
    {
        var percent = value.BytesTotal == 0 ? 100 : (int)(value.BytesDone * 100 / value.BytesTotal);
        if (!isShown || percent == _shown)
        {
            return;
        }

        _shown = percent;
        var full = percent * Width / 100;
        error.Write(
            string.Create(CultureInfo.InvariantCulture, $"\r[{new string('█', full)}{new string('░', Width - full)}] {percent,3}%"));
        if (percent == 100)
        {
            error.WriteLine();
        }
    }
}
