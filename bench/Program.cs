using Palveluohjaus.Bench;

// Each verb prints figures; none of them passes or fails. Run with -c Release.
return args switch
{
    ["county", .. var sizes] => await CountyBench.RunAsync(sizes),
    ["import", var file, var profile] => await ImportBench.RunAsync(file, profile),
    ["audit", .. var entries] => await AuditBench.RunAsync(entries),
    ["demo"] => await DemoBench.RunAsync(),
    ["peers", .. var python] => PeerBench.Run(python is [var interpreter] ? interpreter : "/usr/bin/python3"),
    ["suggestion"] => SuggestionBench.Run(),
    ["score", .. var rows] => ScoreBench.Run(rows),
    ["search", .. var clients] => await SearchBench.RunAsync(clients),
    ["log", .. var sizes] => await LogBench.RunAsync(sizes),
    ["pages"] => await PagesBench.RunAsync(),
    ["desk", .. var sizes] => await DeskBench.RunAsync(sizes),
    ["queue"] => await QueueBench.RunAsync(),
    ["finder"] => await FinderBench.RunAsync(),
    ["deadlines"] => await DeadlinesBench.RunAsync(),
    ["facts", .. var sizes] => await FactsBench.RunAsync(sizes),
    ["overview", .. var sizes] => await OverviewBench.RunAsync(sizes),
    ["paths", .. var cases] => PathsBench.Run(cases),
    ["dashboards", .. var sizes] => await DashboardsBench.RunAsync(sizes),
    ["powerbi", .. var rows] => await PowerBiBench.RunAsync(rows),
    ["copy", .. var sizes] => await CopyBench.RunAsync(sizes),
    ["scale", .. var sizes] => await ScaleBench.RunAsync(sizes),
    ["accuracy"] => AccuracyBench.Run(),
    _ => Explain(),
};

static int Explain()
{
    Console.Error.WriteLine("dotnet run -c Release --project bench -- VERB");
    Console.Error.WriteLine("  county [CLIENTS YEARS]   generates the large county on disk: seconds, rows, memory, database size");
    Console.Error.WriteLine("  import FILE PROFILE      imports a log, refreshes the facts and computes every metric: seconds of each");
    Console.Error.WriteLine("  audit [ENTRIES]          an audited read beside another, 10 million entries written and checked: milliseconds, seconds, memory");
    Console.Error.WriteLine("  demo                     starts the demo twice: seconds to the first page, milliseconds a page, peak memory");
    Console.Error.WriteLine("  peers [PYTHON]           trains and scores beside XGBoost and scikit-learn on one exported file, as ratios");
    Console.Error.WriteLine("  suggestion               microseconds for one suggestion with its explanation, with the shipped champion");
    Console.Error.WriteLine("  score [ROWS]             scores 5.6 million rows from file to file with the shipped champion: seconds");
    Console.Error.WriteLine("  search [CLIENTS]         searches among 500,000 clients on disk in every way there is: p50, p95 and max in milliseconds");
    Console.Error.WriteLine("  log [CLIENTS SECONDS RATE]  logs contacts over HTTP at 50 a second, or RATE, and as fast as it goes, beside what the database reaches with the same rows alone");
    Console.Error.WriteLine("  pages                    the weight of style and script of every page that links lead to: kB");
    Console.Error.WriteLine("  desk [CLIENTS YEARS]     the workbench and the client card among 500,000 clients and 3 million contacts: p50, p95 and max in milliseconds");
    Console.Error.WriteLine("  queue                    a unit's queue of 20,000 open cases, and 50 people who take from it at once: p50, p95, p99 and max in milliseconds");
    Console.Error.WriteLine("  finder                   the finder among 5,000 services: words as they are, with a slip, of no language: p50, p95 and max in milliseconds");
    Console.Error.WriteLine("  deadlines                the deadlines of 200,000 open cases counted anew after a rule change, and the forecast drawn from them: seconds");
    Console.Error.WriteLine("  facts [CLIENTS YEARS]    the large county's facts rebuilt, refreshed, loaded and asked for every metric by unit: seconds, milliseconds, memory");
    Console.Error.WriteLine("  overview [CLIENTS YEARS] builds the overview as the first reader after a refresh does, under the usual limits: milliseconds, and how much is hidden");
    Console.Error.WriteLine("  paths [CASES]            a process map of 200,000 cases and 30 activities mined, hidden and laid out: milliseconds");
    Console.Error.WriteLine("  dashboards [CLIENTS YEARS]  every dashboard of the large county over HTTP, in some thirty views of each: p50, p95 and max in milliseconds");
    Console.Error.WriteLine("  powerbi [ROWS]           100,000 and a million rows pushed to the server that plays Power BI, within its limits: rows a second, requests, memory");
    Console.Error.WriteLine("  copy [CLIENTS YEARS]     a million contacts copied from files to PostgreSQL, each table compared: seconds, memory");
    Console.Error.WriteLine("  scale [CLIENTS YEARS]    a county stored, scored, its facts measured, refreshed, loaded and asked: what a contact, a client and a metric cost");
    Console.Error.WriteLine("  accuracy                 the best accuracy a model could reach on the county's labels, as docs/synthetic-county.md states it");
    Console.Error.WriteLine("On PostgreSQL instead of files, where a verb has a database: PALVELUOHJAUS_TEST_DATABASE=postgresql, and PALVELUOHJAUS_POSTGRESQL as somebody who may create databases.");
    return 2;
}
