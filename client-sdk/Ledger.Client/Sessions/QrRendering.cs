using QRCoder;

namespace Ledger.Client.Sessions;

/// <summary>QRs for a terminal.</summary>
internal static class QrRendering
{
    // Two rows of modules in one line of text; light modules are drawn, for terminals are dark.
    internal static string ForTerminal(string text)
    {
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.L);
        using var code = new AsciiQRCode(data);
        return code.GetGraphicSmall();
    }
}
