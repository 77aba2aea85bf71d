using System.Diagnostics;
using Spectre.Console;

namespace Palveluohjaus.Host.Cli;

/// <summary>What commands say: results on standard output, everything else on standard error, so that output can be piped.</summary>
internal static class Output
{
    private static readonly IAnsiConsole Errors = CreateErrors();

    /// <summary>Progress lines are at least this far apart where the terminal cannot redraw.</summary>
    private static readonly TimeSpan PlainInterval = TimeSpan.FromSeconds(2);

    /// <summary>Where results go.</summary>
    public static TextWriter Results => Console.Out;

    public static bool AreResultsRedirected => Console.IsOutputRedirected;

    public static void Result(string text) => Console.WriteLine(text);

    public static void Say(string text) => Console.Error.WriteLine(text);

    /// <summary>Said as soon as it happens, above progress where that is being shown.</summary>
    public static void Interject(string text) => Errors.WriteLine(text);

    public static void Error(string text) => Errors.MarkupLineInterpolated($"[red]{text}[/]");

    /// <summary>Shows the latest of what <paramref name="work"/> reports, on one line where the terminal can redraw it.</summary>
    public static async Task<TResult> WithProgressAsync<TReport, TResult>(
        string title,
        Func<TReport, string> describe,
        Func<IProgress<TReport>, Task<TResult>> work)
    {
        // SQLite's asynchronous calls are over before they return. Without this a long work would run before the command line began to listen for Ctrl+C or
        // the stop of a service manager, and be killed by them with its half-written files left.
        await Task.Yield();
        if (!Errors.Profile.Capabilities.Interactive)
        {
            Say(title);
            var lastShown = Stopwatch.GetTimestamp();
            return await work(new Immediately<TReport>(report =>
            {
                if (Stopwatch.GetElapsedTime(lastShown) < PlainInterval)
                    return;
                lastShown = Stopwatch.GetTimestamp();
                Say($"  {describe(report)}");
            }));
        }

        return await Errors.Status().StartAsync(
            Markup.Escape(title),
            context => work(new Immediately<TReport>(report => context.Status(Markup.Escape($"{title} {describe(report)}")))));
    }

    private static IAnsiConsole CreateErrors()
    {
        var errors = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(Console.Error),
            Ansi = Console.IsErrorRedirected ? AnsiSupport.No : AnsiSupport.Detect,
            Interactive = Console.IsErrorRedirected ? InteractionSupport.No : InteractionSupport.Detect,
        });

        // A pipe has no width: lines broken at a guessed one cannot be searched, nor the paths in them copied.
        if (Console.IsErrorRedirected)
            errors.Profile.Width = int.MaxValue;
        return errors;
    }

    /// <summary>Unlike <see cref="Progress{T}"/>, reports on the caller's thread: the last one is never lost.</summary>
    private sealed class Immediately<TReport>(Action<TReport> show) : IProgress<TReport>
    {
        public void Report(TReport value) => show(value);
    }
}
