using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Ledger.Web.Tests;

/// <summary>
/// The console as people use it, before a real consortium: nothing false, nothing unexplained, nothing that a screen reader cannot read.
/// </summary>
public sealed class ConsoleTests(Browser browser, Consortium consortium) : IClassFixture<Browser>, IClassFixture<Consortium>
{
    private const string NoSuchSection = "E4404002019000012001999";
    private const string Centre = "12440400XYKE27AY53";

    [Theory]
    [InlineData("/", "最近发生", "Latest events")]
    [InlineData("/sections", "全部 10 个标段", "All 10 sections")]
    [InlineData("/section/{section}", "要点", "In short")]
    [InlineData($"/section/{NoSuchSection}", "没有这个标段", "There is no such section")]
    [InlineData("/guarantee/{guarantee}", "经过", "Its course")]
    [InlineData("/members", "珠海市公共资源交易中心", "Members")]
    [InlineData("/subject/" + Centre, "联盟成员", "Member of the consortium")]
    [InlineData("/block/1", "交易根", "Transactions root")]
    [InlineData("/blocks", "已验证", "Proven")]
    [InlineData("/tx/{transaction}", "签署证书", "Signed with")]
    [InlineData("/state/membership%2Fvalidators%2Fcurrent", "zhuhai", "zhuhai")]
    [InlineData("/state/membership%2Fvalidators%2Fnone", "没有这条记录", "There is no such record")]
    public async Task Every_page_proves_what_it_shows_in_both_languages(string path, string chinese, string english)
    {
        var address = await FillInAsync(path);
        foreach (var (language, text, dark) in new[] { ("zh", chinese, false), ("en", english, true) })
        {
            await using var reader = await browser.ReaderAsync(language, dark);
            await reader.OpenAsync(address, text);
            Assert.All(await reader.SettledMarksAsync(), static mark => Assert.Equal("proven", mark));
            Assert.Empty(reader.Complaints);
            if (dark && path.Length % 2 == 0)
            {
                continue; // a second look at half of them: what differs are colours and lengths of words
            }

            var axe = await reader.Page.RunAxe();
            Assert.True(axe.Violations.Length == 0, string.Join("; ", axe.Violations.Select(one => $"{one.Id}: {one.Nodes[0].Html}")));
        }
    }

    [Theory]
    [InlineData("/trust", "创世摘要", "Genesis digest")]
    [InlineData("/check", "拖到这里", "Drop a guarantee")]
    [InlineData("/nothing/here", "没有这个页面", "There is no such page")]
    public async Task Pages_without_facts_are_readable_too(string path, string chinese, string english)
    {
        foreach (var (language, text) in new[] { ("zh", chinese), ("en", english) })
        {
            await using var reader = await browser.ReaderAsync(language);
            await reader.OpenAsync(consortium.Page(path), text);
            var axe = await reader.Page.RunAxe();
            Assert.Empty(axe.Violations.Select(static one => one.Id));
            Assert.Empty(reader.Complaints);
        }
    }

    [Fact]
    public async Task A_click_on_a_mark_says_what_was_checked()
    {
        await using var reader = await browser.ReaderAsync();
        await reader.OpenAsync(consortium.Page("/sections"), "全部 10 个标段");
        await reader.SettledMarksAsync();
        await reader.Page.Locator("main button.mark").First.ClickAsync();
        var panel = reader.Page.Locator("dialog[open]");
        Assert.Contains("这 10 条是该高度的全部，一条不缺", await panel.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Matches(new Regex("共 [34] 家验证节点（全部 4 家）签署了同一区块头"), await panel.InnerTextAsync());
        Assert.Empty((await reader.Page.RunAxe()).Violations.Select(static one => one.Id));
        await reader.Page.Keyboard.PressAsync("Escape");
        Assert.Equal(0, await panel.CountAsync());
    }

    [Fact]
    public async Task What_is_searched_for_is_found_and_what_is_none_is_said()
    {
        await using var reader = await browser.ReaderAsync();
        await reader.OpenAsync(consortium.Page("/"), "最近发生");
        await SearchAsync(reader, consortium.Section);
        await reader.SeesAsync("要点");
        Assert.EndsWith($"/section/{consortium.Section}", reader.Page.Url, StringComparison.Ordinal);
        await SearchAsync(reader, "这不是编号");
        await reader.SeesAsync("认不出这是什么");
    }

    [Fact]
    public async Task A_permanent_link_leads_to_one_block_alone()
    {
        await using var reader = await browser.ReaderAsync();
        await reader.OpenAsync(consortium.Page($"/section/{consortium.Section}"), "要点");
        await reader.Page.GetByText("固定链接").ClickAsync();
        await reader.SettledMarksAsync();
        var link = reader.Page.Url;
        Assert.Matches(@"\?at=\d+&hash=[0-9a-f]{64}$", link);
        await reader.OpenAsync(new Uri(link), "要点");
        var other = link[..^1] + (link[^1] == '0' ? '1' : '0');
        await reader.OpenAsync(new Uri(other), "证明不成立");
        Assert.Contains("wrong", await reader.MarksAsync());
    }

    [Fact]
    public async Task An_unopened_sections_page_tells_nothing_and_a_filter_is_no_proof()
    {
        await using var reader = await browser.ReaderAsync();
        await reader.OpenAsync(consortium.Page("/sections"), "全部 10 个标段");
        await reader.Page.GetByPlaceholder("名称、编号、招标人").FillAsync("横琴");
        await reader.SeesAsync("被证明完整的是全部 10 个");
    }

    [Fact]
    public async Task Tabs_share_one_reader_and_a_second_visit_knows_the_chain()
    {
        await using var reader = await browser.ReaderAsync();
        await reader.OpenAsync(consortium.Page("/"), "这是您第一次打开这条链");
        await reader.OpenAsync(consortium.Page("/trust"), "本浏览器早先记下的");
        await reader.Page.EvaluateAsync("localStorage.setItem('ledger.chain', '00')");
        await reader.OpenAsync(consortium.Page("/"), "这是另一条链");
    }

    [Fact]
    public async Task Pages_are_read_with_the_keyboard_and_in_large_text()
    {
        await using var reader = await browser.ReaderAsync();
        await reader.OpenAsync(consortium.Page("/"), "最近发生");
        await reader.Page.Keyboard.PressAsync("Tab");
        Assert.Equal("跳到正文", await reader.Page.EvaluateAsync<string>("document.activeElement.textContent"));
        await reader.Page.GetByText("大字").ClickAsync();
        Assert.Equal("19px", await reader.Page.EvaluateAsync<string>("getComputedStyle(document.body).fontSize"));
        await reader.Page.SetViewportSizeAsync(768, 1024);
        Assert.True(
            await reader.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), "the page is wider than a tablet");
    }

    [Fact]
    public async Task A_node_that_stops_answering_is_said_and_nothing_is_lost()
    {
        var node = await FakeWebNode.StartAsync(pages: await WebPages.FolderAsync());
        await using var reader = await browser.ReaderAsync();
        FakeHistory.Fill(node.Chain);
        await reader.OpenAsync(new Uri(node.Address, "/"), "最近发生");
        await node.DisposeAsync();
        await reader.SeesAsync("起没有应答");
        await reader.SeesAsync("最近发生");
        await reader.Page.GetByText("成员").First.ClickAsync();
        await reader.SeesAsync("这不说明链上记录有任何问题");
        Assert.Equal(["cannot"], await reader.MarksAsync());
    }

    [Fact]
    public async Task The_first_page_keeps_to_its_budget()
    {
        await using var reader = await browser.ReaderAsync();
        await reader.OpenAsync(consortium.Page("/"), "最近发生");
        var bytes = await reader.Page.EvaluateAsync<long>(
            "[...performance.getEntriesByType('resource'), ...performance.getEntriesByType('navigation')]" +
            ".reduce((sum, one) => sum + one.encodedBodySize, 0)");
        var assets = Path.Combine(await WebPages.FolderAsync(), "assets");
        var worker = Directory.EnumerateFiles(assets, "worker-*.js.gz").Single(); // of a shared worker the page is told nothing
        Assert.InRange(bytes + new FileInfo(worker).Length, 1, 350 * 1024);
    }

    private static async Task SearchAsync(Reader reader, string text)
    {
        await reader.Page.Locator("#wanted").FillAsync(text);
        await reader.Page.Keyboard.PressAsync("Enter");
    }

    // Ids are of the record: a page names them, as a reader would follow it.
    private async Task<Uri> FillInAsync(string path)
    {
        if (path.Contains("{section}", StringComparison.Ordinal))
        {
            return consortium.Page(path.Replace("{section}", consortium.Section, StringComparison.Ordinal));
        }

        if (!path.Contains('{', StringComparison.Ordinal))
        {
            return consortium.Page(path);
        }

        await using var reader = await browser.ReaderAsync();
        var (from, links) = path.StartsWith("/guarantee", StringComparison.Ordinal)
            ? ($"/section/{consortium.Section}", "main a[href^='/guarantee/']")
            : ("/", "main a[href^='/tx/']");
        await reader.OpenAsync(consortium.Page(from), "证");
        var link = reader.Page.Locator(links).First;
        await link.WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });
        return consortium.Page((await link.GetAttributeAsync("href"))!);
    }
}
