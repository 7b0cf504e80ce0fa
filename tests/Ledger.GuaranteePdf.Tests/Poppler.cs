using System.Diagnostics;
using System.Text;

namespace Ledger.GuaranteePdf.Tests;

/// <summary>What other programs read from a PDF.</summary>
internal static class Poppler
{
    internal static string Run(byte[] pdf, string program, params string[] arguments) =>
        Encoding.UTF8.GetString(Bytes(pdf, program, arguments));

    internal static byte[] Bytes(byte[] pdf, string program, params string[] arguments)
    {
        var folder = Directory.CreateTempSubdirectory("ledger-pdf");
        try
        {
            var path = Path.Combine(folder.FullName, "file.pdf");
            File.WriteAllBytes(path, pdf);
            var start = new ProcessStartInfo(program)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = folder.FullName,
            };
            foreach (var argument in arguments)
            {
                start.ArgumentList.Add(argument.Replace("FILE", path, StringComparison.Ordinal));
            }

            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            using var output = new MemoryStream();
            process.StandardOutput.BaseStream.CopyTo(output);
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, $"{program}: {errors.Result}{Encoding.UTF8.GetString(output.ToArray())}");
            return output.ToArray();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
