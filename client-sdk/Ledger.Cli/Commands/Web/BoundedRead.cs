using Ledger.Protocol;

namespace Ledger.Cli.Commands.Web;

/// <summary>Reads a file of a build, however it comes, and no more than such a file may have.</summary>
internal static class BoundedRead
{
    /// <summary>The whole content; null where it is more.</summary>
    internal static byte[]? All(Stream from)
    {
        using var content = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int read; (read = from.Read(buffer)) > 0;)
        {
            if (content.Length + read > PageBuild.FileBytesMax)
            {
                return null;
            }

            content.Write(buffer, 0, read);
        }

        return content.ToArray();
    }
}
