using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace GoTick.Host.Tests.Browser;

/// <summary>A page, and what its console and its network complained of.</summary>
internal sealed class BrowserPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly string _address;
    private readonly ConcurrentQueue<string> _complaints = new();

    public BrowserPage(IBrowserContext context, IPage page, string address)
    {
        (_context, Page, _address) = (context, page, address);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                _complaints.Enqueue(message.Text);
            }
        };
        page.PageError += (_, error) => _complaints.Enqueue(error);
        page.RequestFailed += (_, request) => Complain(request);
    }

    public IPage Page { get; }

    /// <summary>What went wrong in it: scripts, refused sources, missing files.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    public async Task GoToAsync(string path) => await Page.GotoAsync(_address + path, new PageGotoOptions { WaitUntil = WaitUntilState.Load });

    /// <summary>A picture for the README, when such are wanted (<c>GOTICK_SCREENSHOTS</c> names the folder).</summary>
    public async Task ShootAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("GOTICK_SCREENSHOTS") is { Length: > 0 } folder)
        {
            await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png"), Animations = ScreenshotAnimations.Disabled });
        }
    }

    public async ValueTask DisposeAsync() => await _context.CloseAsync();

    // What a page leaves behind when it goes elsewhere, is no failure.
    private void Complain(IRequest request)
    {
        if (request.Failure is { } failure && !failure.Contains("ERR_ABORTED", StringComparison.Ordinal))
        {
            _complaints.Enqueue($"{request.Url}: {failure}");
        }
    }
}
