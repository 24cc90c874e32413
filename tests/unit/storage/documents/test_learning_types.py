"""Types are learnt by one thread at a time, for msgspec does not survive two."""

from threading import Thread

from storage.documents import document


def test_while_one_thread_learns_a_type_another_waits(monkeypatch):
    learnt: list[type] = []
    waited: list[bool] = []

    class Decoder:
        def __init__(self, of):
            if of is First:
                other.start()
                other.join(0.1)
                waited.append(other.is_alive())
            learnt.append(of)

    class First: ...

    class Second: ...

    other = Thread(target=document._decoder, args=(Second,))
    monkeypatch.setattr(document, "Decoder", Decoder)
    document._decoder(First)
    other.join()
    assert waited == [True]
    assert learnt == [First, Second]
