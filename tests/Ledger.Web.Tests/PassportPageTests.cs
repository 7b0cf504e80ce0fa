using System.Text;
using Ledger.Passports;
using Ledger.Passports.Tests;
using Microsoft.Playwright;
using Deque.AxeCore.Playwright;

namespace Ledger.Web.Tests;

/// <summary>A passport, or a PDF that carries one, given to the page: judged there, with three answers that stand apart.</summary>
public sealed class PassportPageTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task A_file_is_judged_in_the_browser_with_three_answers_apart()
    {
        await using var world = await PassportWorld.RevealedAsync();
        await using var node = await FakeWebNode.StartAsync(pages: await WebPages.FolderAsync(), shown: world.Chain);
        await using var reader = await browser.ReaderAsync();
        var passport = PassportFile.Encode(await world.BuildAsync());
        await reader.OpenAsync(new Uri(node.Address, "/check"), "文件验真");

        await GiveAsync("保函.ldgp", passport);
        await reader.SeesAsync("¥800,000.00");
        Assert.Equal(["yes", "yes", "yes"], await AnswersAsync());
        Assert.Empty((await reader.Page.RunAxe()).Violations.Select(static one => one.Id));

        await GiveAsync("保函.pdf", Pdf(passport));
        await reader.SeesAsync("PDF 的页面文字与印章不在本页核对之列");
        Assert.Equal(["yes", "yes", "yes"], await AnswersAsync());

        await GiveAsync("改过.ldgp", Changed(passport));
        await reader.SeesAsync("文件被改动过");
        Assert.Equal("no", (await AnswersAsync())[0]);
        Assert.Equal(0, await reader.Page.GetByText("¥800,000.00").CountAsync());

        await using var other = await PassportWorld.SealedAsync();
        await GiveAsync("两份.pdf", Pdf(passport, PassportFile.Encode(await other.BuildAsync())));
        await reader.SeesAsync("应恰有一份");
        await GiveAsync("没有.pdf", Pdf());
        await reader.SeesAsync("这个 PDF 里没有通行证");
        await GiveAsync("<img src=x onerror=alert(1)>.pdf", "ledger/passport2"u8.ToArray());
        await reader.SeesAsync("它用的是更新的格式");
        Assert.Equal(["newer", "unknown", "unknown"], await AnswersAsync());
        Assert.Empty(reader.Complaints);

        Task GiveAsync(string name, byte[] content) => reader.Page.SetInputFilesAsync(
            "#file", new FilePayload { Name = name, MimeType = "application/octet-stream", Buffer = content });

        Task<string[]> AnswersAsync() => reader.Page.Locator("main [data-answer]").EvaluateAllAsync<string[]>(
            "all => all.map(one => one.dataset.answer)");
    }

    private static byte[] Changed(byte[] passport)
    {
        var changed = passport.ToArray();
        changed[^40] ^= 1;
        return changed;
    }

    private static byte[] Pdf(params byte[][] passports)
    {
        var objects = passports.Select(static (passport, i) =>
            Encoding.ASCII.GetBytes($"{i + 4} 0 obj\n<< /Type /EmbeddedFile /Length {passport.Length} >>\nstream\n")
                .Concat(passport).Concat("\nendstream\nendobj\n"u8.ToArray()));
        return [.. "%PDF-1.7\n"u8, .. objects.SelectMany(static one => one), .. "%%EOF\n"u8];
    }
}
