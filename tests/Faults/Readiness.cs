using System.Net;

namespace Palveluohjaus.Faults;

/// <summary>What the product means by having recovered: <c>/health/ready</c> answers 200.</summary>
internal static class Readiness
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    public static async Task WaitAsync(Uri address, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = address };
        using var longest = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        longest.CancelAfter(Longest);
        while (true)
        {
            using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative), longest.Token);
            if (answer.StatusCode == HttpStatusCode.OK)
                return;
            await Task.Delay(Interval, longest.Token);
        }
    }
}
