"""A payload as a form: fields to fill in and rows that lead further in, drawn from its schema and its own shapes.

What a form is (:mod:`~oversight.editing.form.field`, :mod:`~oversight.editing.form.page`) holds no Slack and no JSON
Schema. :func:`~oversight.editing.form.form.page_at` says what stands on a page,
:func:`~oversight.editing.form.entering.take` puts what was typed into the working value, and
:func:`~oversight.editing.form.entering.finished` is the payload to submit. A value that nobody touched is the very
value that was there.
"""
